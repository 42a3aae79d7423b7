package org.reelmill.watch;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a file that says it is a video has its end: the outer boxes of MP4 and QuickTime, RIFF and Matroska tell how long
 * they are. Reads a few bytes, so that thousands of files are looked at in a second; whether the pictures are sound is found out
 * by whoever mills it.
 */
class QuickProbe {

    /** Boxes that a file may begin with. */
    private static final Set<String> FIRST_BOXES =
            Set.of("ftyp", "moov", "mdat", "wide", "free", "skip", "pnot", "styp", "uuid");

    /** A broken file may seem to hold any number of them. */
    private static final int MOST_BOXES = 100_000;

    private static final Set<String> BOXED = Set.of("mp4", "mov", "m4v", "3gp", "3g2");
    private static final Set<String> MATROSKA = Set.of("mkv", "webm");
    private static final Set<String> RIFF = Set.of("avi");

    private static final long EBML = 0x1A45DFA3L;
    private static final long SEGMENT = 0x18538067L;

    /** Empty when it is readable, else what keeps it from being registered. */
    Optional<FileReason> look(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return isWhole(channel, Extensions.of(file)) ? Optional.empty() : Optional.of(FileReason.INCOMPLETE);
        } catch (AccessDeniedException e) {
            return Optional.of(FileReason.NO_PERMISSION);
        } catch (IOException e) {
            return Optional.of(FileReason.INCOMPLETE);
        }
    }

    /** By what it holds, for people give files wrong names; a kind that is not known is whole when it is not empty. */
    private static boolean isWhole(FileChannel channel, String extension) throws IOException {
        long size = channel.size();
        if (size < 12) {
            return false;
        }
        ByteBuffer head = read(channel, 0, 12);
        if (FIRST_BOXES.contains(word(head, 4))) {
            return hasAllBoxes(channel, size);
        }
        if (word(head, 0).equals("RIFF")) {
            return hasAllChunks(channel, size);
        }
        if (unsigned(head.getInt(0)) == EBML) {
            return hasItsSegment(channel, size);
        }
        return !BOXED.contains(extension) && !MATROSKA.contains(extension) && !RIFF.contains(extension);
    }

    private static boolean hasAllBoxes(FileChannel channel, long size) throws IOException {
        boolean described = false;
        long at = 0;
        for (int boxes = 0; at + 8 <= size && boxes < MOST_BOXES; boxes++) {
            ByteBuffer box = read(channel, at, 8);
            long length = unsigned(box.getInt(0));
            described |= word(box, 4).equals("moov");
            if (length == 0) {
                // to the end of the file
                return described;
            }
            if (length == 1) {
                length = at + 16 <= size ? read(channel, at + 8, 8).getLong(0) : -1;
            }
            if (length < 8 || length > size - at) {
                return isPadding(box) && described;
            }
            at += length;
        }
        return described;
    }

    /** Some cameras fill the last sector behind the last box. */
    private static boolean isPadding(ByteBuffer box) {
        return box.getLong(0) == 0;
    }

    /** An AVI of more than 1 GB consists of several of these. Its writer notes the length when it closes the file. */
    private static boolean hasAllChunks(FileChannel channel, long size) throws IOException {
        long at = 0;
        while (at + 12 <= size) {
            ByteBuffer chunk = read(channel, at, 8);
            if (!word(chunk, 0).equals("RIFF")) {
                return at > 0;
            }
            long length = unsigned(Integer.reverseBytes(chunk.getInt(4)));
            if (length < 4 || length > size - at - 8) {
                return false;
            }
            at += 8 + length + length % 2;
        }
        return true;
    }

    private static boolean hasItsSegment(FileChannel channel, long size) throws IOException {
        Element head = element(channel, 0);
        long at = head.end();
        while (at < size) {
            Element next = element(channel, at);
            if (next.id() == SEGMENT) {
                // a recording that is streamed does not know its length
                return next.length() < 0 || next.end() <= size;
            }
            if (next.length() < 0) {
                return false;
            }
            at = next.end();
        }
        return false;
    }

    /** @param length of its content; -1: unknown */
    private record Element(long id, long content, long length) {

        long end() {
            return content + length;
        }
    }

    private static Element element(FileChannel channel, long at) throws IOException {
        ByteBuffer bytes = readSome(channel, at, 12);
        int idLength = Integer.numberOfLeadingZeros(bytes.get(0) & 0xff) - 23;
        if (idLength > 4 || bytes.limit() <= idLength) {
            throw new IOException("no element of EBML");
        }
        int sizeLength = Integer.numberOfLeadingZeros(bytes.get(idLength) & 0xff) - 23;
        if (sizeLength > 8 || bytes.limit() < idLength + sizeLength) {
            throw new IOException("no length of EBML");
        }
        long id = number(bytes, 0, idLength);
        long mask = (1L << 7 * sizeLength) - 1;
        long length = number(bytes, idLength, sizeLength) & mask;
        return new Element(id, at + idLength + sizeLength, length == mask ? -1 : length);
    }

    private static long number(ByteBuffer bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << 8 | bytes.get(i) & 0xff;
        }
        return number;
    }

    private static ByteBuffer read(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer bytes = readSome(channel, at, count);
        if (bytes.limit() < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private static ByteBuffer readSome(FileChannel channel, long at, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most);
        long place = at;
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, place);
            place += Math.max(0, read);
        }
        bytes.flip();
        if (bytes.limit() == 0) {
            throw new EOFException();
        }
        return bytes;
    }

    private static long unsigned(int number) {
        return Integer.toUnsignedLong(number);
    }

    private static String word(ByteBuffer bytes, int from) {
        return new String(bytes.array(), from, 4, StandardCharsets.ISO_8859_1);
    }
}

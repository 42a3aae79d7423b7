package org.reelmill.media.jave;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.reelmill.media.Segment;

/**
 * A file with the time stamp and hash of every picture of a film, in the order in which they are shown.
 *
 * <p>Layout, big-endian: the mark {@code RMHASH01}, the number of pictures (8 bytes, written last, so that a list that was
 * not finished is not taken for one), then for each picture its time stamp (8 bytes, in the unit of the decoded stream)
 * and its murmur3 hash (16 bytes). A segment's stretch is found by binary search, since time stamps rise.
 */
final class FrameHashList {

    private static final long MARK = 0x524d_4841_5348_3031L;
    private static final int HEADER = 16;
    private static final int HASH = 16;
    private static final int RECORD = 8 + HASH;
    private static final long UNFINISHED = -1;
    private static final HexFormat HEX = HexFormat.of();

    private FrameHashList() {}

    static Writer write(Path target) throws IOException {
        return new Writer(FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** @throws IOException also when the file is not a finished list */
    static Reader read(Path list) throws IOException {
        FileChannel channel = FileChannel.open(list, StandardOpenOption.READ);
        try {
            return new Reader(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Takes the pictures one after the other; the list is not valid before {@link #finish}. */
    static final class Writer implements Closeable {

        private final FileChannel channel;
        private final DataOutputStream out;
        private long count;

        private Writer(FileChannel channel) throws IOException {
            this.channel = channel;
            out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
            out.writeLong(MARK);
            out.writeLong(UNFINISHED);
        }

        void add(HashedFrame frame) throws IOException {
            byte[] hash = HEX.parseHex(frame.hash());
            if (hash.length != HASH) {
                throw new IOException("not a hash of " + HASH + " bytes: " + frame.hash());
            }
            out.writeLong(frame.pts());
            out.write(hash);
            count++;
        }

        void finish() throws IOException {
            out.flush();
            channel.write(ByteBuffer.allocate(8).putLong(0, count), 8);
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    static final class Reader implements Closeable {

        private final FileChannel channel;
        private final long count;

        private Reader(FileChannel channel) throws IOException {
            this.channel = channel;
            count = channel.size() >= HEADER && longAt(0) == MARK ? longAt(8) : UNFINISHED;
            if (count < 0 || channel.size() != HEADER + count * RECORD) {
                throw new IOException("not a finished list of picture hashes");
            }
        }

        long size() {
            return count;
        }

        /** All pictures, as {@link #of}. */
        Iterator<HashedFrame> all() throws IOException {
            return between(0, count);
        }

        /** The pictures of a segment, while this reader is open. An I/O error while reading is an {@link UncheckedIOException}. */
        Iterator<HashedFrame> of(Segment segment) throws IOException {
            return between(
                    segment.first() ? 0 : position(segment.startPts()),
                    segment.last() ? count : position(segment.endPts()));
        }

        private Iterator<HashedFrame> between(long first, long end) throws IOException {
            channel.position(HEADER + first * RECORD);
            return new Frames(
                    new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16)),
                    end - first);
        }

        /** How many pictures come before this time stamp. */
        private long position(long pts) throws IOException {
            long low = 0;
            long high = count;
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (longAt(HEADER + middle * RECORD) < pts) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private long longAt(long position) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(8);
            if (channel.read(buffer, position) != 8) {
                throw new IOException("the list of picture hashes ends early");
            }
            return buffer.getLong(0);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Frames implements Iterator<HashedFrame> {

        private final DataInputStream in;
        private long left;

        private Frames(DataInputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public HashedFrame next() {
            if (left <= 0) {
                throw new NoSuchElementException();
            }
            left--;
            try {
                long pts = in.readLong();
                return new HashedFrame(pts, HEX.formatHex(in.readNBytes(HASH)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

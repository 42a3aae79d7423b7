package org.reelmill.media.jave;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The chunks of a WebP file (RFC 9649, section 2). ffmpeg writes moving ones but cannot read them, so their frames are counted
 * here, and the first is taken out.
 *
 * @param frames 1 when it stands still
 * @param millis how long its frames are shown together; 0 when it stands still
 */
record WebpFile(int width, int height, int frames, long millis) {

    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    private static final int VP8X = 0x56503858;
    private static final int ANMF = 0x414e4d46;
    private static final int ALPH = 0x414c5048;
    private static final int VP8L = 0x5650384c;
    private static final int HEAD_BYTES = 16;

    /** Of a picture that may be seen through, in the flags of the extended form. */
    private static final int ALPHA = 0x10;

    /** Pieces before the first picture: colours and the like. */
    private static final int MOST_BEFORE = 1000;

    /** A picture that is stored in more bytes is no preview's business. */
    private static final long LARGEST_PICTURE = 64L << 20;

    /** @throws IOException it cannot be read, is cut off, or is no WebP of the extended form */
    static WebpFile read(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(bytes)) {
            require(in.readInt() == RIFF, "no RIFF file");
            long left = unsigned(Integer.reverseBytes(in.readInt())) - Integer.BYTES;
            require(left + 3 * Integer.BYTES == Files.size(file), "cut off");
            require(in.readInt() == WEBP, "no WebP file");
            return chunks(in, left);
        } catch (EOFException e) {
            throw new IOException("the WebP file is cut off", e);
        }
    }

    private static WebpFile chunks(DataInputStream in, long bytes) throws IOException {
        int width = 0;
        int height = 0;
        int frames = 0;
        long millis = 0;
        for (long left = bytes; left > 0; ) {
            int name = in.readInt();
            long size = unsigned(Integer.reverseBytes(in.readInt()));
            byte[] head = in.readNBytes((int) Math.min(size, HEAD_BYTES));
            if (name == VP8X) {
                width = number(head, 4) + 1;
                height = number(head, 7) + 1;
            } else if (name == ANMF) {
                frames++;
                millis += number(head, 12);
            }
            in.skipNBytes(size + size % 2 - head.length);
            left -= 2 * Integer.BYTES + size + size % 2;
        }
        require(width > 0, "no WebP file of the extended form");
        return new WebpFile(width, height, Math.max(1, frames), millis);
    }

    /** Writes the first picture of a moving file as a file of its own, which ffmpeg can read. @throws IOException as {@link #read} */
    static void copyFirst(Path moving, Path still) throws IOException {
        try (InputStream bytes = Files.newInputStream(moving);
                DataInputStream in = new DataInputStream(bytes)) {
            in.skipNBytes(3 * Integer.BYTES);
            int name = in.readInt();
            long size = unsigned(Integer.reverseBytes(in.readInt()));
            for (int before = 0; name != ANMF; before++) {
                require(before < MOST_BEFORE, "its first picture is not found");
                in.skipNBytes(size + size % 2);
                name = in.readInt();
                size = unsigned(Integer.reverseBytes(in.readInt()));
            }
            require(size > HEAD_BYTES + Integer.BYTES && size <= LARGEST_PICTURE, "its first picture is no picture");
            byte[] head = in.readNBytes(HEAD_BYTES);
            byte[] picture = in.readNBytes((int) size - HEAD_BYTES);
            int kind = ByteBuffer.wrap(picture).getInt();
            Files.write(
                    still,
                    ByteBuffer.allocate(30 + picture.length)
                            .putInt(RIFF)
                            .putInt(Integer.reverseBytes(22 + picture.length))
                            .putInt(WEBP)
                            .putInt(VP8X)
                            .putInt(Integer.reverseBytes(10))
                            .putInt(kind == ALPH || kind == VP8L ? ALPHA << 24 : 0)
                            .put(head, 6, 6)
                            .put(picture)
                            .array());
        } catch (EOFException e) {
            throw new IOException("the WebP file is cut off", e);
        }
    }

    private static void require(boolean so, String otherwise) throws IOException {
        if (!so) {
            throw new IOException(otherwise);
        }
    }

    /** Three bytes, the least first. */
    private static int number(byte[] bytes, int at) throws IOException {
        require(bytes.length >= at + 3, "a chunk is too short");
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
    }

    private static long unsigned(int number) {
        return Integer.toUnsignedLong(number);
    }
}

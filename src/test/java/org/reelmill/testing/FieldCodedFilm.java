package org.reelmill.testing;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes H.264 in which each field of a picture is coded by itself (PAFF), as cameras and broadcasts have it and no encoder of ffmpeg
 * makes it. Without loss: every macroblock is {@code I_PCM} (ITU-T H.264, 7.3.5).
 */
final class FieldCodedFilm {

    private static final int BLOCK = 16;

    /** Of luma in a stored picture, which is a whole number of macroblocks in each field. */
    private static final int LINES = 2 * BLOCK;

    private static final int KEY_DISTANCE = 25;
    private static final int BITS_OF_NUMBER = 8;

    private final int width;
    private final int height;
    private final OutputStream out;

    private FieldCodedFilm(int width, int height, OutputStream out) {
        this.width = width;
        this.height = height;
        this.out = out;
    }

    /** @param raw pictures of 8 bits in 4:2:0, the top field first; their width divides by 16 and their height by 4 */
    static void write(Path raw, int width, int height, int rate, Path target) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            byte[] pictures = Files.readAllBytes(raw);
            FieldCodedFilm film = new FieldCodedFilm(width, height, out);
            int size = width * height * 3 / 2;
            for (int number = 0; number < pictures.length / size; number++) {
                if (number % KEY_DISTANCE == 0) {
                    film.unit(0x67, film.sequence(rate));
                    film.unit(0x68, pictureParameters());
                }
                film.field(pictures, number * size, number, 0);
                film.field(pictures, number * size, number, 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int blocksHigh() {
        return (height + LINES - 1) / LINES;
    }

    /** Main profile; 7.3.2.1.1 and E.1.1. */
    private Bits sequence(int rate) {
        Bits bits = new Bits().put(8, 77).put(8, 0).put(8, 30);
        bits.golomb(0).golomb(BITS_OF_NUMBER - 4).golomb(2).golomb(1).put(1, 0);
        bits.golomb(width / BLOCK - 1).golomb(blocksHigh() - 1);
        // fields are allowed, without a mixture within a picture
        bits.put(1, 0).put(1, 0).put(1, 1);
        bits.put(1, 1).golomb(0).golomb(0).golomb(0).golomb((blocksHigh() * LINES - height) / 4);
        bits.put(1, 1)
                .put(4, 0)
                .put(1, 1)
                .put(32, 1)
                .put(32, 2L * rate)
                .put(1, 1)
                .put(4, 1);
        bits.put(1, 1).golomb(0).golomb(0).golomb(10).golomb(10).golomb(0).golomb(1);
        return bits.end();
    }

    /** 7.3.2.2. */
    private static Bits pictureParameters() {
        Bits bits = new Bits().golomb(0).golomb(0).put(2, 0);
        bits.golomb(0).golomb(0).golomb(0).put(3, 0);
        return bits.golomb(0).golomb(0).golomb(0).put(3, 4).end();
    }

    /** One slice (7.3.3) in an access unit of its own. */
    private void field(byte[] pictures, int picture, int number, int bottom) throws IOException {
        boolean key = number % KEY_DISTANCE == 0 && bottom == 0;
        unit(0x09, new Bits().put(8, 0xf0));
        Bits bits = new Bits().golomb(0).golomb(7).golomb(0).put(BITS_OF_NUMBER, number % KEY_DISTANCE);
        bits.put(1, 1).put(1, bottom);
        if (key) {
            bits.golomb(number / KEY_DISTANCE % 2).put(2, 0);
        } else {
            bits.put(1, 0);
        }
        bits.golomb(0).golomb(1);
        int chroma = picture + width * height;
        for (int y = 0; y < blocksHigh(); y++) {
            for (int x = 0; x < width / BLOCK; x++) {
                bits.golomb(25).align();
                block(bits, pictures, new Plane(picture, width, height), x, 2 * y * BLOCK + bottom, BLOCK);
                block(bits, pictures, new Plane(chroma, width / 2, height / 2), x, y * BLOCK + bottom, BLOCK / 2);
                block(
                        bits,
                        pictures,
                        new Plane(chroma + width * height / 4, width / 2, height / 2),
                        x,
                        y * BLOCK + bottom,
                        BLOCK / 2);
            }
        }
        unit(key ? 0x25 : 0x21, bits.end());
    }

    private record Plane(int start, int width, int height) {}

    /** Every other line; below the picture the last ones again. */
    private static void block(Bits bits, byte[] pictures, Plane plane, int x, int line, int size) {
        for (int i = 0; i < size; i++) {
            int wanted = line + 2 * i;
            int there = wanted < plane.height() ? wanted : plane.height() - 2 + wanted % 2;
            int at = plane.start() + there * plane.width() + x * size;
            for (int k = 0; k < size; k++) {
                bits.put(8, pictures[at + k] & 0xff);
            }
        }
    }

    /** With the bytes that keep start codes out of it (7.4.1). */
    private void unit(int header, Bits bits) throws IOException {
        out.write(new byte[] {0, 0, 0, 1, (byte) header});
        int zeros = 0;
        for (byte value : bits.bytes()) {
            if (zeros >= 2 && value >= 0 && value <= 3) {
                out.write(3);
                zeros = 0;
            }
            out.write(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }
    }

    /** Writes bits one behind the other, the highest of a number first. */
    private static final class Bits {

        private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
        private int rest;
        private int count;

        Bits put(int bits, long value) {
            for (int i = bits - 1; i >= 0; i--) {
                rest = rest << 1 | (int) (value >> i & 1);
                count++;
                if (count == 8) {
                    whole.write(rest);
                    rest = 0;
                    count = 0;
                }
            }
            return this;
        }

        /** Exp-Golomb (9.1); signed ones are only zero. */
        Bits golomb(int value) {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value + 1);
            return put(bits - 1, 0).put(bits, value + 1);
        }

        Bits align() {
            while (count > 0) {
                put(1, 0);
            }
            return this;
        }

        Bits end() {
            return put(1, 1).align();
        }

        byte[] bytes() {
            return whole.toByteArray();
        }
    }
}

package org.reelmill.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packs the pictures of an MPEG-4 film in AVI as Xvid and DivX do, which no ffmpeg writes: a picture that others refer to
 * lies in one packet with the first of them, and an empty packet stands where it is shown.
 */
final class PackedAvi {

    private static final byte[] PICTURE = {0, 0, 1, (byte) 0xB6};
    /** User data by which decoders know the packing. */
    private static final byte[] MARK = "\0\0\u0001\u00B2DivX503b1393p".getBytes(StandardCharsets.ISO_8859_1);
    /** A picture that is not coded. */
    private static final byte[] EMPTY = {0, 0, 1, (byte) 0xB6, 0x50, 0x4F, 0x7F};

    private static final int TYPE_B = 2;
    private static final int HEADER = 8;
    private static final int IS_KEY = 0x10;

    private PackedAvi() {}

    private record Chunk(String id, byte[] data) {

        boolean isPicture() {
            return id.equals("00dc");
        }

        private int at() {
            for (int i = 0; i + PICTURE.length < data.length; i++) {
                if (ByteBuffer.wrap(data, i, PICTURE.length).equals(ByteBuffer.wrap(PICTURE))) {
                    return i;
                }
            }
            throw new IllegalStateException("a packet without a picture");
        }

        /** The two bits behind the start code: 0 is I, 1 is P, 2 is B. */
        int type() {
            return (data[at() + PICTURE.length] & 0xFF) >> 6;
        }

        Chunk marked() {
            return new Chunk(id, join(slice(data, 0, at()), MARK, slice(data, at(), data.length)));
        }

        Chunk with(Chunk next) {
            return new Chunk(id, join(data, next.data));
        }
    }

    static void write(Path unpacked, Path packed) {
        try {
            byte[] film = Files.readAllBytes(unpacked);
            int movi = indexOf(film, "movi");
            int size = ByteBuffer.wrap(film).order(ByteOrder.LITTLE_ENDIAN).getInt(movi - 4);
            List<Chunk> chunks = pack(chunks(film, movi + 4, movi + size));
            Files.write(packed, avi(slice(film, 0, movi + 4), movi, chunks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Chunk> chunks(byte[] film, int from, int to) {
        ByteBuffer buffer = ByteBuffer.wrap(film).order(ByteOrder.LITTLE_ENDIAN);
        List<Chunk> chunks = new ArrayList<>();
        int at = from;
        while (at + HEADER <= to) {
            String id = new String(film, at, 4, StandardCharsets.ISO_8859_1);
            int size = buffer.getInt(at + 4);
            chunks.add(new Chunk(id, slice(film, at + HEADER, at + HEADER + size)));
            at += HEADER + size + size % 2;
        }
        return chunks;
    }

    /** Sound stays between the packets where it was. */
    private static List<Chunk> pack(List<Chunk> chunks) {
        List<Chunk> pictures = new ArrayList<>();
        List<Chunk> unpacked = chunks.stream().filter(Chunk::isPicture).toList();
        for (int i = 0; i < unpacked.size(); ) {
            Chunk referred = i == 0 ? unpacked.get(i).marked() : unpacked.get(i);
            int end = i + 1;
            while (end < unpacked.size() && unpacked.get(end).type() == TYPE_B) {
                end++;
            }
            if (end == i + 1) {
                pictures.add(referred);
            } else {
                pictures.add(referred.with(unpacked.get(i + 1)));
                pictures.addAll(unpacked.subList(i + 2, end));
                pictures.add(new Chunk(referred.id(), EMPTY));
            }
            i = end;
        }
        List<Chunk> packed = new ArrayList<>();
        int next = 0;
        for (Chunk chunk : chunks) {
            packed.add(chunk.isPicture() ? pictures.get(next++) : chunk);
        }
        return packed;
    }

    private static byte[] avi(byte[] head, int movi, List<Chunk> chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        for (Chunk chunk : chunks) {
            boolean key = !chunk.isPicture() || chunk.type() == 0;
            index.writeBytes(chunk.id().getBytes(StandardCharsets.ISO_8859_1));
            index.writeBytes(numbers(key ? IS_KEY : 0, 4 + body.size(), chunk.data().length));
            body.writeBytes(chunk(chunk.id(), chunk.data()));
        }
        byte[] film = join(head, body.toByteArray(), chunk("idx1", index.toByteArray()));
        ByteBuffer sizes = ByteBuffer.wrap(film).order(ByteOrder.LITTLE_ENDIAN);
        sizes.putInt(4, film.length - HEADER);
        sizes.putInt(movi - 4, 4 + body.size());
        return film;
    }

    private static byte[] chunk(String id, byte[] data) {
        return join(id.getBytes(StandardCharsets.ISO_8859_1), numbers(data.length), data, new byte[data.length % 2]);
    }

    private static byte[] numbers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static int indexOf(byte[] film, String id) {
        int at = new String(film, StandardCharsets.ISO_8859_1).indexOf("LIST", 12);
        while (!new String(film, at + 8, 4, StandardCharsets.ISO_8859_1).equals(id)) {
            at = new String(film, StandardCharsets.ISO_8859_1).indexOf("LIST", at + 4);
        }
        return at + 8;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}

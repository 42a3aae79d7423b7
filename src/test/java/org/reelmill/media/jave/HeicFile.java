package org.reelmill.media.jave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Images as telephones write them (ISO/IEC 23008-12): of one picture, or of tiles beside each other. No encoder at hand writes them. */
final class HeicFile {

    private static final int TILE = 128;

    private HeicFile() {}

    /**
     * An image of tiles of 128 × 128 pixels.
     *
     * @param colours of the tiles, row by row; a single one is an image by itself
     * @param columns tiles of a row
     * @param quarters to the left by which it is to be turned
     */
    static byte[] of(Path folder, List<String> colours, int columns, int quarters) {
        List<byte[]> samples = new ArrayList<>();
        byte[] configuration = {};
        for (String colour : colours) {
            byte[] film = film(folder, colour);
            configuration = box(film, "hvcC");
            byte[] data = box(film, "mdat");
            samples.add(Arrays.copyOfRange(data, 8, data.length));
        }
        int rows = colours.size() / columns;
        boolean grid = colours.size() > 1;
        if (grid) {
            samples.add(bytes(8).put((byte) 0)
                    .put((byte) 0)
                    .put((byte) (rows - 1))
                    .put((byte) (columns - 1))
                    .putShort((short) (columns * TILE))
                    .putShort((short) (rows * TILE))
                    .array());
        }
        byte[] type = OddImages.box("ftyp", OddImages.latin("heic\0\0\0\0mif1heic"));
        byte[] properties = OddImages.box(
                "ipco",
                configuration,
                extent(TILE, TILE),
                extent(columns * TILE, rows * TILE),
                OddImages.box("irot", new byte[] {(byte) quarters}));
        int tiles = colours.size();
        int first = type.length + meta(properties, samples, tiles, 0).length + 8;
        return OddImages.join(
                type, meta(properties, samples, tiles, first), OddImages.box("mdat", samples.toArray(byte[][]::new)));
    }

    private static byte[] film(Path folder, String colour) {
        Path film = folder.resolve("tile.mp4");
        TestFfmpeg.ffmpeg(
                List.of(("-f lavfi -i color=" + colour + ":s=128x128 -frames:v 1 -pix_fmt yuv420p -c:v libx265"
                                + " -x265-params info=0:log-level=none -tag:v hvc1 " + film)
                        .split(" ")));
        try {
            return Files.readAllBytes(film);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] meta(byte[] properties, List<byte[]> samples, int tiles, int first) {
        int items = samples.size();
        ByteBuffer places = bytes(4 + 4 + 14 * items)
                .putInt(0)
                .put((byte) 0x44)
                .put((byte) 0)
                .putShort((short) items);
        int offset = first;
        for (int i = 0; i < items; i++) {
            places.putShort((short) (i + 1)).putShort((short) 0).putShort((short) 1);
            places.putInt(offset).putInt(samples.get(i).length);
            offset += samples.get(i).length;
        }
        List<byte[]> infos = new ArrayList<>(
                List.of(bytes(6).putInt(0).putShort((short) items).array()));
        ByteBuffer uses = bytes(8 + 5 * items).putInt(0).putInt(items);
        for (int i = 0; i < items; i++) {
            boolean tile = i < tiles;
            infos.add(OddImages.box(
                    "infe",
                    bytes(8).putInt(2 << 24)
                            .putShort((short) (i + 1))
                            .putShort((short) 0)
                            .array(),
                    OddImages.latin((tile ? "hvc1" : "grid") + "\0")));
            uses.putShort((short) (i + 1)).put((byte) 2);
            // a whole of tiles is turned, an image by itself is not
            uses.put((byte) (tile ? 0x81 : 3)).put((byte) (tile ? 2 : 0x84));
        }
        byte[] references = items > tiles
                ? OddImages.box("iref", new byte[4], OddImages.box("dimg", dimg(items, tiles)))
                : new byte[0];
        return OddImages.box(
                "meta",
                new byte[4],
                OddImages.box("hdlr", new byte[8], OddImages.latin("pict"), new byte[13]),
                OddImages.box("pitm", bytes(6).putInt(0).putShort((short) items).array()),
                OddImages.box("iloc", places.array()),
                OddImages.box("iinf", infos.toArray(byte[][]::new)),
                references,
                OddImages.box("iprp", properties, OddImages.box("ipma", uses.array())));
    }

    private static byte[] dimg(int whole, int tiles) {
        ByteBuffer reference = bytes(4 + 2 * tiles).putShort((short) whole).putShort((short) tiles);
        IntStream.rangeClosed(1, tiles).forEach(tile -> reference.putShort((short) tile));
        return reference.array();
    }

    private static byte[] extent(int width, int height) {
        return OddImages.box(
                "ispe", bytes(12).putInt(0).putInt(width).putInt(height).array());
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length);
    }

    /** A box of a file, wherever it is. */
    private static byte[] box(byte[] file, String type) {
        byte[] name = OddImages.latin(type);
        for (int at = 4; at < file.length - 4; at++) {
            if (Arrays.equals(file, at, at + 4, name, 0, 4)) {
                int length = ByteBuffer.wrap(file).getInt(at - 4);
                return Arrays.copyOfRange(file, at - 4, at - 4 + length);
            }
        }
        throw new IllegalArgumentException("there is no " + type);
    }
}

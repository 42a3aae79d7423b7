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

/**
 * Images as telephones and browsers have them (ISO/IEC 23008-12; AV1 Image File Format): of one picture, or of tiles beside each
 * other. No encoder at hand writes them.
 */
final class HeicFile {

    private static final int TILE = 128;

    private HeicFile() {}

    /** Numbers of the properties, from 1; essential ones with 128. */
    private static final int[] OF_COLOUR = {0x81, 3};

    private static final int[] OF_ALPHA = {0x82, 3};
    private static final int[] OF_WHOLE = {4, 0x86};
    private static final int[] OF_ALPHA_GRID = {4, 0x85};

    /** How the pictures of a file are coded, and what it calls that. */
    enum Coding {
        HEVC(
                "heic",
                "hvc1",
                "hvcC",
                "urn:mpeg:hevc:2015:auxid:1",
                "-c:v libx265 -x265-params info=0:log-level=none -tag:v hvc1"),
        AV1(
                "avif",
                "av01",
                "av1C",
                "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha",
                "-c:v libaom-av1 -cpu-used 8 -still-picture 1");

        private final String brand;
        private final String item;
        private final String configuration;
        private final String alpha;
        private final String encoder;

        Coding(String brand, String item, String configuration, String alpha, String encoder) {
            this.brand = brand;
            this.item = item;
            this.configuration = configuration;
            this.alpha = alpha;
            this.encoder = encoder;
        }
    }

    /** A piece of the file. @param properties by their numbers */
    private record Item(String type, byte[] data, int... properties) {}

    /** Items that others refer to. */
    private record Reference(String type, int from, List<Integer> to) {}

    /**
     * An image of tiles of 128 × 128 pixels.
     *
     * @param colours of the tiles, row by row; a single one is an image by itself
     * @param columns tiles of a row
     * @param quarters to the left by which it is to be turned
     */
    static byte[] of(Path folder, List<String> colours, int columns, int quarters) {
        return of(Coding.HEVC, folder, colours, List.of(), columns, quarters);
    }

    /** An image of one tile, with a note of its camera. @param note as of a JPEG, without the name before it */
    static byte[] photograph(Path folder, byte[] note) {
        byte[] film = film(Coding.HEVC, folder, "red", "yuv420p");
        List<Item> items = List.of(
                new Item(Coding.HEVC.item, data(film), 1, 2),
                new Item("Exif", OddImages.join(new byte[] {0, 0, 0, 6}, OddImages.latin("Exif\0\0"), note)));
        byte[] type = OddImages.box("ftyp", OddImages.latin("heic\0\0\0\0mif1heic"));
        byte[] all = OddImages.box("ipco", box(film, Coding.HEVC.configuration), extent(TILE, TILE));
        int first = type.length + meta(all, items, List.of(), 1, 0).length + 8;
        return OddImages.join(
                type,
                meta(all, items, List.of(), 1, first),
                OddImages.box("mdat", items.stream().map(Item::data).toArray(byte[][]::new)));
    }

    /**
     * An image of tiles that can be seen through.
     *
     * @param alphas a grey for each tile, white where all of it is seen
     */
    static byte[] of(Coding coding, Path folder, List<String> colours, List<String> alphas, int columns, int quarters) {
        List<Item> items = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        byte[] configuration = {};
        for (String colour : colours) {
            byte[] film = film(coding, folder, colour, "yuv420p");
            configuration = box(film, coding.configuration);
            items.add(new Item(coding.item, data(film), OF_COLOUR));
        }
        byte[] grid = grid(colours.size() / columns, columns);
        if (colours.size() > 1) {
            items.add(new Item("grid", grid, OF_WHOLE));
            references.add(new Reference("dimg", items.size(), numbers(1, colours.size())));
        }
        int whole = items.size();
        byte[] configurationOfAlpha = OddImages.box("free");
        for (String alpha : alphas) {
            byte[] film = film(coding, folder, alpha, "gray");
            configurationOfAlpha = box(film, coding.configuration);
            items.add(new Item(coding.item, data(film), OF_ALPHA));
        }
        if (!alphas.isEmpty()) {
            items.add(new Item("grid", grid, OF_ALPHA_GRID));
            references.add(new Reference("dimg", items.size(), numbers(whole + 1, alphas.size())));
            references.add(new Reference("auxl", items.size(), List.of(whole)));
        }
        byte[] type = OddImages.box("ftyp", OddImages.latin(coding.brand + "\0\0\0\0mif1" + coding.brand));
        List<byte[]> properties = new ArrayList<>(List.of(
                configuration,
                configurationOfAlpha,
                extent(TILE, TILE),
                extent(columns * TILE, colours.size() / columns * TILE),
                alphas.isEmpty()
                        ? OddImages.box("free")
                        : OddImages.box("auxC", new byte[4], OddImages.latin(coding.alpha + "\0")),
                OddImages.box("irot", new byte[] {(byte) quarters})));
        byte[] all = OddImages.box("ipco", properties.toArray(byte[][]::new));
        int first = type.length + meta(all, items, references, whole, 0).length + 8;
        return OddImages.join(
                type,
                meta(all, items, references, whole, first),
                OddImages.box("mdat", items.stream().map(Item::data).toArray(byte[][]::new)));
    }

    private static List<Integer> numbers(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }

    private static byte[] grid(int rows, int columns) {
        return bytes(8).put((byte) 0)
                .put((byte) 0)
                .put((byte) (rows - 1))
                .put((byte) (columns - 1))
                .putShort((short) (columns * TILE))
                .putShort((short) (rows * TILE))
                .array();
    }

    private static byte[] data(byte[] film) {
        byte[] data = box(film, "mdat");
        return Arrays.copyOfRange(data, 8, data.length);
    }

    private static byte[] film(Coding coding, Path folder, String colour, String pixels) {
        Path film = folder.resolve("tile.mp4");
        TestFfmpeg.ffmpeg(List.of(("-f lavfi -i color=" + colour + ":s=128x128 -frames:v 1 -pix_fmt " + pixels + " "
                        + coding.encoder + " " + film)
                .split(" ")));
        try {
            return Files.readAllBytes(film);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param whole number of the image itself */
    private static byte[] meta(byte[] properties, List<Item> items, List<Reference> references, int whole, int first) {
        ByteBuffer places = bytes(4 + 4 + 14 * items.size())
                .putInt(0)
                .put((byte) 0x44)
                .put((byte) 0)
                .putShort((short) items.size());
        List<byte[]> infos = new ArrayList<>(
                List.of(bytes(6).putInt(0).putShort((short) items.size()).array()));
        ByteBuffer uses = bytes(8 + 5 * items.size()).putInt(0).putInt(items.size());
        int offset = first;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            places.putShort((short) (i + 1)).putShort((short) 0).putShort((short) 1);
            places.putInt(offset).putInt(item.data().length);
            offset += item.data().length;
            infos.add(OddImages.box(
                    "infe",
                    bytes(8).putInt(2 << 24)
                            .putShort((short) (i + 1))
                            .putShort((short) 0)
                            .array(),
                    OddImages.latin(item.type() + "\0")));
            uses.putShort((short) (i + 1)).put((byte) item.properties().length);
            Arrays.stream(item.properties()).forEach(property -> uses.put((byte) property));
        }
        List<byte[]> refers = new ArrayList<>(List.of(new byte[4]));
        references.forEach(reference -> refers.add(refer(reference)));
        return OddImages.box(
                "meta",
                new byte[4],
                OddImages.box("hdlr", new byte[8], OddImages.latin("pict"), new byte[13]),
                OddImages.box("pitm", bytes(6).putInt(0).putShort((short) whole).array()),
                OddImages.box("iloc", places.array()),
                OddImages.box("iinf", infos.toArray(byte[][]::new)),
                references.isEmpty() ? new byte[0] : OddImages.box("iref", refers.toArray(byte[][]::new)),
                OddImages.box("iprp", properties, OddImages.box("ipma", uses.array())));
    }

    private static byte[] refer(Reference reference) {
        ByteBuffer content = bytes(4 + 2 * reference.to().size())
                .putShort((short) reference.from())
                .putShort((short) reference.to().size());
        reference.to().forEach(item -> content.putShort(item.shortValue()));
        return OddImages.box(reference.type(), content.array());
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

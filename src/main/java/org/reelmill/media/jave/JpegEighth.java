package org.reelmill.media.jave;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A photograph at an eighth of its size. A JPEG holds the mean of each 8 × 8 pixels by itself (ITU-T T.81, A.3.3), so that the
 * rest of it need only be passed over: several times as fast as any decoder that makes pixels. It takes memory for an eighth of
 * the picture and time for the bytes of the file, whatever the file says.
 *
 * <p>Reads what cameras and programs write: one or three components of 8 bits, in one pass or progressive. Everything else,
 * and everything that is damaged, is left to ffmpeg.
 */
final class JpegEighth {

    /** In bytes; a second of work. */
    private static final long LARGEST_FILE = 64L << 20;

    /** In bytes; those of cameras have 0.5 to 4 KB. */
    private static final int LARGEST_PROFILE = 1 << 16;

    private static final int BLOCK = 8;
    private static final int TABLES = 4;

    /** Files have up to four codes for each of a dozen passes; to read one takes longer than to write it. */
    private static final int MOST_CODES = 256;

    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    /** Of Adobe's segment: where it says how colours are stored, and that it is as everywhere. */
    private static final int ADOBE_COLOURS = 11;

    private static final int LUMA_AND_CHROMA = 1;

    private final JpegData data;
    private final long mostBlocks;
    private final int[] quanta = new int[TABLES];
    private final JpegCode[] firsts = new JpegCode[TABLES];
    private final JpegCode[] others = new JpegCode[TABLES];
    private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
    private List<Component> components = List.of();
    private int width;
    private int height;
    private boolean progressive;
    private int interval;
    private int codes;

    private JpegEighth(JpegData data, long mostBlocks) {
        this.data = data;
        this.mostBlocks = mostBlocks;
    }

    /** Empty for what ffmpeg must deal with. */
    static Optional<JpegEighth> read(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > LARGEST_FILE) {
            return Optional.empty();
        }
        try (JpegData data = new JpegData(file)) {
            JpegEighth eighth = new JpegEighth(data, bytes * Byte.SIZE);
            eighth.read();
            return Optional.of(eighth);
        } catch (UnusualJpegException | EOFException e) {
            return Optional.empty();
        }
    }

    /** In pixels of the whole picture, as stored. */
    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Luma alone, or luma and the two of chroma. */
    List<Plane> planes() {
        return components.stream().map(Component::plane).toList();
    }

    /** What colours mean: whole segments of a JPEG; empty where they are those of all screens. */
    byte[] profile() {
        return profile.toByteArray();
    }

    /**
     * One of what a picture consists of.
     *
     * @param means of blocks, in steps from the middle of their range
     * @param step times a mean is a difference of samples from 0 to 255
     * @param stride columns that are stored
     * @param across columns that the picture has, the last of which may be a part of one
     * @param down rows likewise
     */
    record Plane(short[] means, float step, int stride, double across, double down) {}

    /** What is stored of the picture by itself. */
    private final class Component {

        private final int id;
        private final int across;
        private final int down;
        private final int table;
        private int stride;
        private int blocksAcross;
        private int blocksDown;
        private double columns;
        private double rows;
        private short[] means = {};
        private int quantum;
        private int before;
        private JpegCode first;
        private JpegCode other;
        /** The lowest bit that is there; a file of one pass has all at once. */
        private int lowest = Integer.MAX_VALUE;

        Component(int id, int sampling, int table) throws UnusualJpegException {
            this.id = id;
            this.across = sampling >> 4;
            this.down = sampling & 0xF;
            this.table = table;
            UnusualJpegException.unless(across > 0 && across <= TABLES && down > 0 && down <= TABLES && table < TABLES);
        }

        void measure(int mostAcross, int mostDown) {
            stride = ceil(width, BLOCK * mostAcross) * across;
            int storedRows = ceil(height, BLOCK * mostDown) * down;
            blocksAcross = ceil(ceil(width * across, mostAcross), BLOCK);
            blocksDown = ceil(ceil(height * down, mostDown), BLOCK);
            columns = (double) width * across / mostAcross / BLOCK;
            rows = (double) height * down / mostDown / BLOCK;
            means = new short[stride * storedRows];
        }

        Plane plane() {
            return new Plane(means, quantum / (float) BLOCK, stride, columns, rows);
        }
    }

    private void read() throws IOException {
        int marker = data.marker();
        while (marker != 0xD9 && !isWhole()) {
            if (marker != 0xD8) {
                take(marker, data.segment());
            }
            marker = isWhole() ? marker : data.marker();
        }
        UnusualJpegException.unless(isWhole() || isThere());
    }

    /** Whether what follows adds nothing. */
    private boolean isWhole() {
        return !components.isEmpty() && components.stream().allMatch(component -> component.lowest == 0);
    }

    private boolean isThere() {
        return !components.isEmpty() && components.stream().allMatch(component -> component.lowest < Short.SIZE);
    }

    private void take(int marker, byte[] segment) throws IOException {
        switch (marker) {
            case 0xC0, 0xC1, 0xC2 -> frame(segment, marker == 0xC2);
            case 0xC4 -> codes(segment);
            case 0xDA -> scan(segment);
            case 0xDB -> quanta(segment);
            case 0xDD -> {
                UnusualJpegException.unless(segment.length >= 2);
                interval = number(segment, 0);
            }
            case 0xE2 -> profile(segment);
            case 0xEE ->
                UnusualJpegException.unless(!begins(segment, ADOBE)
                        || segment.length > ADOBE_COLOURS && segment[ADOBE_COLOURS] == LUMA_AND_CHROMA);
            default ->
                // frames of other kinds, and heights that are told later
                UnusualJpegException.unless(marker < 0xC3 || marker > 0xCF || marker == 0xC8);
        }
    }

    private void frame(byte[] segment, boolean ofSeveralPasses) throws UnusualJpegException {
        int number = segment.length > 5 ? segment[5] : 0;
        UnusualJpegException.unless((number == 1 || number == 3)
                && segment.length >= 6 + 3 * number
                && segment[0] == BLOCK
                && components.isEmpty());
        height = number(segment, 1);
        width = number(segment, 3);
        progressive = ofSeveralPasses;
        List<Component> found = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int at = 6 + 3 * i;
            found.add(new Component(segment[at] & 0xFF, segment[at + 1] & 0xFF, segment[at + 2] & 0xFF));
        }
        UnusualJpegException.unless(number == 1 || found.get(0).id != 'R');
        int mostAcross = found.stream().mapToInt(it -> it.across).max().orElseThrow();
        int mostDown = found.stream().mapToInt(it -> it.down).max().orElseThrow();
        long blocks = found.stream()
                .mapToLong(it ->
                        (long) ceil(width, BLOCK * mostAcross) * it.across * ceil(height, BLOCK * mostDown) * it.down)
                .sum();
        // no block has less than a bit: a file that is too small for them asks for memory in vain
        UnusualJpegException.unless(width > 0 && height > 0 && blocks <= mostBlocks);
        found.forEach(it -> it.measure(mostAcross, mostDown));
        components = found;
    }

    private void codes(byte[] segment) throws UnusualJpegException {
        for (int at = 0; at < segment.length; ) {
            int place = segment[at] & 0xFF;
            codes++;
            UnusualJpegException.unless(
                    at + JpegCode.LONGEST < segment.length && (place & 0xEF) < TABLES && codes <= MOST_CODES);
            (place < TABLES ? firsts : others)[place & 0xF] = new JpegCode(segment, at + 1);
            at += 1 + JpegCode.LONGEST;
            for (int i = at - JpegCode.LONGEST, lengths = at; i < lengths; i++) {
                at += segment[i] & 0xFF;
            }
        }
    }

    /** Of each table the first number. */
    private void quanta(byte[] segment) throws UnusualJpegException {
        for (int at = 0; at < segment.length; ) {
            int place = segment[at] & 0xFF;
            boolean wide = place >> 4 == 1;
            UnusualJpegException.unless((place & 0xEF) < TABLES && at + 2 < segment.length);
            quanta[place & 0xF] = wide ? number(segment, at + 1) : segment[at + 1] & 0xFF;
            at += 1 + BLOCK * BLOCK * (wide ? 2 : 1);
        }
    }

    private void profile(byte[] segment) throws UnusualJpegException {
        if (begins(segment, PROFILE)) {
            int length = segment.length + 2;
            UnusualJpegException.unless(profile.size() + length <= LARGEST_PROFILE);
            profile.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE2, (byte) (length >> 8), (byte) length});
            profile.writeBytes(segment);
        }
    }

    private void scan(byte[] segment) throws IOException {
        int number = segment.length > 0 ? segment[0] : 0;
        UnusualJpegException.unless(number >= 1 && number <= components.size() && segment.length >= 4 + 2 * number);
        int from = segment[1 + 2 * number];
        if (from != 0) {
            UnusualJpegException.unless(progressive);
            // the next marker is behind it
            return;
        }
        int bits = segment[3 + 2 * number] & 0xFF;
        int high = bits >> 4;
        int low = progressive ? bits & 0xF : 0;
        List<Component> shown = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Component component = component(segment[1 + 2 * i] & 0xFF);
            int tables = segment[2 + 2 * i] & 0xFF;
            UnusualJpegException.unless(tables >> 4 < TABLES && (tables & 0xF) < TABLES && !shown.contains(component));
            component.first = firsts[tables >> 4];
            component.other = others[tables & 0xF];
            component.before = 0;
            if (high == 0) {
                UnusualJpegException.unless(component.lowest == Integer.MAX_VALUE
                        && component.first != null
                        && (progressive || component.other != null));
                component.quantum = quanta[component.table];
            } else {
                UnusualJpegException.unless(progressive && component.lowest == low + 1);
            }
            shown.add(component);
        }
        new Scan(shown, high > 0, low).read();
        shown.forEach(component -> component.lowest = low);
    }

    private Component component(int id) throws UnusualJpegException {
        List<Component> found =
                components.stream().filter(component -> component.id == id).toList();
        UnusualJpegException.unless(found.size() == 1);
        return found.get(0);
    }

    /** A pass over the picture that tells of the means. */
    private final class Scan {

        private final List<Component> shown;
        private final boolean refines;
        private final int low;
        private int units;

        Scan(List<Component> shown, boolean refines, int low) {
            this.shown = shown;
            this.refines = refines;
            this.low = low;
        }

        void read() throws IOException {
            data.begin();
            if (shown.size() == 1) {
                Component only = shown.get(0);
                for (int row = 0; row < only.blocksDown; row++) {
                    for (int column = 0; column < only.blocksAcross; column++) {
                        unit();
                        block(only, row * only.stride + column);
                    }
                }
            } else {
                Component any = shown.get(0);
                int rows = any.means.length / any.stride / any.down;
                int columns = any.stride / any.across;
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column < columns; column++) {
                        unit();
                        for (Component component : shown) {
                            blocks(component, row, column);
                        }
                    }
                }
            }
        }

        /** Before each of what restarts are counted in. */
        private void unit() throws IOException {
            if (interval > 0 && units > 0 && units % interval == 0) {
                data.restart();
                shown.forEach(component -> component.before = 0);
            }
            units++;
        }

        private void blocks(Component component, int row, int column) throws IOException {
            for (int y = 0; y < component.down; y++) {
                int at = (row * component.down + y) * component.stride + column * component.across;
                for (int x = 0; x < component.across; x++) {
                    block(component, at + x);
                }
            }
        }

        private void block(Component component, int at) throws IOException {
            data.beginBlock();
            if (refines) {
                component.means[at] |= (short) (data.bit() ? 1 << low : 0);
            } else {
                component.before += data.difference(component.first);
                component.means[at] = (short) (component.before << low);
                if (!progressive) {
                    data.passCoefficients(component.other);
                }
            }
            data.endBlock();
        }
    }

    private static boolean begins(byte[] segment, byte... with) {
        return segment.length >= with.length && Arrays.equals(segment, 0, with.length, with, 0, with.length);
    }

    private static int number(byte[] segment, int at) {
        return (segment[at] & 0xFF) << 8 | segment[at + 1] & 0xFF;
    }

    private static int ceil(int what, int parts) {
        return (what + parts - 1) / parts;
    }
}

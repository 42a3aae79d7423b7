package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickProbeTest {

    @TempDir
    Path folder;

    private final QuickProbe probe = new QuickProbe();

    @Test
    void readsAnMp4WithItsIndexAtEitherEnd() throws IOException {
        assertWhole("a.mp4", concat(box("ftyp", 8), box("moov", 100), box("mdat", 5000)));
        assertWhole("b.mov", concat(box("ftyp", 8), box("wide", 0), box("mdat", 5000), box("moov", 100)));
        assertWhole("c.mp4", concat(box("ftyp", 8), longBox("mdat", 5000), box("moov", 100), new byte[8]));
    }

    @Test
    void anMp4ThatIsCutOffAnywhereIsIncomplete() throws IOException {
        byte[] whole = concat(box("ftyp", 8), box("mdat", 500), box("moov", 100));
        for (int length = 1; length < whole.length; length++) {
            assertIncomplete("cut.mp4", Arrays.copyOf(whole, length));
        }
        byte[] first = concat(box("ftyp", 8), box("moov", 100), box("mdat", 500));
        assertIncomplete("cut.mp4", Arrays.copyOf(first, first.length - 1));
    }

    @Test
    void readsAnAviOfSeveralParts() throws IOException {
        byte[] parts = concat(riff("AVI ", 100), riff("AVIX", 50));
        assertWhole("a.avi", riff("AVI ", 100));
        assertWhole("b.avi", parts);
        assertIncomplete("c.avi", Arrays.copyOf(parts, parts.length - 1));
        assertIncomplete("d.avi", concat("RIFF\0\0\0\0AVI LIST".getBytes(StandardCharsets.ISO_8859_1), new byte[100]));
    }

    @Test
    void readsMatroskaAlsoOfALiveRecording() throws IOException {
        byte[] head = HexFormat.of().parseHex("1a45dfa3844286810118538067");
        byte[] known = concat(head, HexFormat.of().parseHex("4064"), new byte[100]);
        assertWhole("a.mkv", known);
        assertIncomplete("b.mkv", Arrays.copyOf(known, known.length - 1));
        assertWhole("c.mkv", concat(head, HexFormat.of().parseHex("01ffffffffffffff"), new byte[7]));
        assertIncomplete("d.mkv", Arrays.copyOf(head, 12));
    }

    @Test
    void goesByWhatAFileHoldsNotByItsName() throws IOException {
        assertWhole("really-mp4.avi", concat(box("ftyp", 8), box("moov", 100)));
        assertIncomplete("text.mp4", "This is no video at all.".getBytes(StandardCharsets.UTF_8));
        assertWhole("stream.ts", "G".repeat(188).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hostileLengthsEndTheReading() throws IOException {
        byte[] nonsense = concat(
                box("ftyp", 8),
                ByteBuffer.allocate(16)
                        .putInt(1)
                        .put("mdat".getBytes())
                        .putLong(-1)
                        .array());
        assertIncomplete("a.mp4", nonsense);
        assertIncomplete("b.mkv", HexFormat.of().parseHex("1a45dfa300000000000000000000000000"));
    }

    private void assertWhole(String name, byte[] content) throws IOException {
        assertThat(probe.look(Files.write(folder.resolve(name), content)))
                .as(name)
                .isEmpty();
    }

    private void assertIncomplete(String name, byte[] content) throws IOException {
        assertThat(probe.look(Files.write(folder.resolve(name), content)))
                .as(name + " of " + content.length + " bytes")
                .contains(FileReason.INCOMPLETE);
    }

    private static byte[] box(String type, int content) {
        return ByteBuffer.allocate(8 + content)
                .putInt(8 + content)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    private static byte[] longBox(String type, int content) {
        return ByteBuffer.allocate(16 + content)
                .putInt(1)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .putLong(16L + content)
                .array();
    }

    private static byte[] riff(String form, int content) {
        return ByteBuffer.allocate(12 + content)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(Integer.reverseBytes(4 + content))
                .put(form.getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}

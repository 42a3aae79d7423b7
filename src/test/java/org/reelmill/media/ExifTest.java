package org.reelmill.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"II", "MM"})
    void readsWhatTheCameraNoted(String order) throws IOException {
        Exif exif = Exif.of(jpeg(order, "2026:08:01 12:34:56", 6));

        assertThat(exif.taken()).contains(LocalDateTime.of(2026, 8, 1, 12, 34, 56));
        assertThat(exif.orientation()).isEqualTo(6);
        assertThat(exif.turned()).isTrue();
    }

    @Test
    void turnsAPictureWhoseTimeIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(jpeg("II", "2026:08:01 12:34:56", 6));
        // where the folder with the time is
        whole[12 + 10 + 12 + 8 + 3] = 0x7F;

        Exif exif = Exif.of(Files.write(folder.resolve("damaged.jpg"), whole));

        assertThat(exif.taken()).isEmpty();
        assertThat(exif.orientation()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1})
    void anOrientationThatDoesNotExistIsUpright(int orientation) throws IOException {
        assertThat(Exif.of(jpeg("MM", "2026:08:01 12:34:56", orientation)).orientation())
                .isEqualTo(1);
    }

    @Test
    void aCameraWithoutAClockNotesNothing() throws IOException {
        Exif exif = Exif.of(jpeg("MM", "0000:00:00 00:00:00", 1));

        assertThat(exif.taken()).isEmpty();
        assertThat(exif.turned()).isFalse();
    }

    @Test
    void whatIsCutOffIsNothing() throws IOException {
        byte[] whole = Files.readAllBytes(jpeg("II", "2026:08:01 12:34:56", 6));
        int endOfTime = 12 + 56 + 19;
        for (int length = 0; length < endOfTime; length++) {
            Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, length));
            assertThat(Exif.of(cut).taken()).as(length + " bytes").isEmpty();
        }
    }

    @Test
    void whatIsNoJpegIsNothing() throws IOException {
        assertThat(Exif.of(Files.writeString(folder.resolve("text.jpg"), "no picture at all"))
                        .taken())
                .isEmpty();
    }

    /** The head of a picture with the two notes that matter, one of them in a folder of its own. */
    private Path jpeg(String order, String taken, int orientation) throws IOException {
        ByteBuffer tiff =
                ByteBuffer.allocate(82).order(order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.put(order.getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 2);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(38);
        tiff.putInt(0);
        tiff.putShort((short) 1);
        tiff.putShort((short) 0x9003).putShort((short) 2).putInt(20).putInt(56);
        tiff.putInt(0);
        tiff.put(taken.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE1, 0, (byte) (2 + 6 + tiff.capacity())});
        bytes.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(tiff.array());
        bytes.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 2});
        return Files.write(folder.resolve("picture.jpg"), bytes.toByteArray());
    }
}

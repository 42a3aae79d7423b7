package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PictureForm.Fit;
import org.reelmill.media.PictureForm.Format;
import org.reelmill.media.jave.JpegEighth.Plane;

/** Beside Java's own decoder, whose pixels are added up here. */
class JpegEighthTest {

    /** Distance of the two means in levels of 256: decoders round each pixel, and cut off what is over the edge. */
    private static final double CLOSE = 1.5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        // width, height, quality, progressive, grey, restart interval
        "640, 480, 0.9, false, false, 0",
        "641, 483, 0.9, false, false, 0",
        "8, 8, 0.9, false, false, 0",
        "1, 1, 0.9, false, false, 0",
        "2000, 3, 0.9, false, false, 0",
        "333, 777, 1.0, false, false, 0",
        "333, 777, 0.1, false, false, 0",
        "640, 480, 0.9, false, true, 0",
        "301, 299, 0.9, false, true, 0",
        "640, 480, 0.9, true, false, 0",
        "301, 299, 0.95, true, false, 0",
        "301, 299, 0.9, true, true, 0",
        "640, 480, 0.9, false, false, 1",
        "640, 480, 0.9, false, false, 7",
        "301, 299, 0.9, true, false, 40",
        "301, 299, 0.9, true, true, 5",
    })
    void findsTheMeanOfEachBlock(int width, int height, float quality, boolean progressive, boolean grey, int interval)
            throws IOException {
        byte[] jpeg = jpeg(noisy(width, height, grey), quality, progressive, interval);

        JpegEighth eighth = read(jpeg).orElseThrow();

        assertThat(eighth.width()).isEqualTo(width);
        assertThat(eighth.height()).isEqualTo(height);
        BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(jpeg));
        Plane luma = eighth.planes().get(0);
        assertThat(eighth.planes()).hasSize(grey ? 1 : 3);
        for (int row = 0; row < height / 8; row++) {
            for (int column = 0; column < width / 8; column++) {
                double mean = luma.means()[row * luma.stride() + column] * luma.step() + 128.0;
                assertThat(mean)
                        .as("block %d of row %d", column, row)
                        .isCloseTo(lumaOf(pixels, column * 8, row * 8), within(CLOSE));
            }
        }
    }

    @Test
    void becomesThePictureThatItWas() throws IOException {
        BufferedImage whole = OddImages.redAndBlue(1600, 1200);
        JpegEighth eighth = read(OddImages.jpeg(whole, false)).orElseThrow();

        PictureForm form = new PictureForm(150, 150, Fit.FIT, Format.JPEG, Optional.empty());
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(new JpegPicture(eighth, 1, form).encode()));

        assertThat(picture.getWidth()).isEqualTo(150);
        assertThat(picture.getHeight()).isEqualTo(113);
        for (int y = 0; y < 113; y += 7) {
            for (int x = 0; x < 150; x++) {
                // but for the edge in the middle
                if (Math.abs(x - 75) > 4) {
                    int expected = whole.getRGB(x * 1600 / 150, y * 1200 / 113);
                    for (int shift = 0; shift <= 16; shift += 8) {
                        assertThat(picture.getRGB(x, y) >> shift & 0xFF).isCloseTo(expected >> shift & 0xFF, within(8));
                    }
                }
            }
        }
    }

    @Test
    void keepsWhatColoursMean() throws IOException {
        byte[] jpeg = OddImages.jpeg(OddImages.redAndBlue(640, 480), false);
        byte[] profile = OddImages.join(OddImages.latin("\u00ff\u00e2\0\u0014ICC_PROFILE\0\1\1"), new byte[4]);
        byte[] photograph = OddImages.join(Arrays.copyOf(jpeg, 20), profile, Arrays.copyOfRange(jpeg, 20, jpeg.length));

        PictureForm form = new PictureForm(80, 80, Fit.FIT, Format.JPEG, Optional.empty());
        byte[] picture = new JpegPicture(read(photograph).orElseThrow(), 1, form).encode();

        assertThat(Arrays.copyOfRange(picture, 20, 20 + profile.length)).isEqualTo(profile);
    }

    @Test
    void leavesToOthersWhatIsCutOff() throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] whole = jpeg(noisy(96, 64, false), 0.9f, progressive, 0);
            int scans = progressive ? endOfLastMean(whole) : whole.length - 2;
            for (int length = 0; length < scans; length++) {
                assertThat(read(Arrays.copyOf(whole, length)))
                        .as("%d bytes", length)
                        .isEmpty();
            }
        }
    }

    /** Behind the last pass of a progressive file that a mean needs others are of no use. */
    private int endOfLastMean(byte[] jpeg) throws IOException {
        int length = jpeg.length;
        while (read(Arrays.copyOf(jpeg, length - 1)).isPresent()) {
            length--;
        }
        assertThat(length).isLessThan(jpeg.length);
        return length;
    }

    @Test
    void leavesToOthersWhatItDoesNotKnow() throws IOException {
        byte[] photograph = OddImages.jpeg(OddImages.redAndBlue(640, 480), false);

        assertThat(read(OddImages.cmyk(640, 480))).isEmpty();
        assertThat(read(OddImages.enlarged(photograph, 65_000, 65_000))).isEmpty();
        assertThat(read(OddImages.enlarged(photograph, 0, 480))).isEmpty();
        assertThat(read(OddImages.latin("no JPEG at all"))).isEmpty();
        assertThat(read(new byte[0])).isEmpty();
    }

    /** Whatever the bytes are, it ends, and ends well. */
    @Test
    void survivesAnyBytes() throws IOException {
        Random random = new Random(7);
        List<byte[]> files = new ArrayList<>();
        for (boolean progressive : new boolean[] {false, true}) {
            for (int interval : new int[] {0, 3}) {
                files.add(jpeg(noisy(72, 56, false), 0.8f, progressive, interval));
            }
        }
        PictureForm form = new PictureForm(9, 9, Fit.FIT, Format.JPEG, Optional.empty());
        int read = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] file = files.get(i % files.size()).clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                // mostly in what stands before the pixels
                int at = random.nextInt(random.nextBoolean() ? 700 : file.length);
                file[at] = (byte) random.nextInt(256);
            }
            Optional<JpegEighth> eighth = read(file);
            if (eighth.isPresent()) {
                new JpegPicture(eighth.get(), 1 + random.nextInt(8), form).encode();
                read++;
            }
        }
        assertThat(read).isBetween(1, 3999);
    }

    private Optional<JpegEighth> read(byte[] jpeg) throws IOException {
        return JpegEighth.read(Files.write(folder.resolve("photograph"), jpeg));
    }

    private static double lumaOf(BufferedImage pixels, int left, int top) {
        return IntStream.range(0, 64)
                .mapToDouble(i -> lumaOf(pixels.getRaster().getPixel(left + i % 8, top + i / 8, new int[3])))
                .average()
                .orElseThrow();
    }

    private static double lumaOf(int... samples) {
        return samples[1] == 0 && samples[2] == 0
                ? samples[0]
                : 0.299 * samples[0] + 0.587 * samples[1] + 0.114 * samples[2];
    }

    /** Soft and sharp, and nowhere so bright or dark that a decoder has to cut anything off. */
    private static BufferedImage noisy(int width, int height, boolean grey) {
        BufferedImage image =
                new BufferedImage(width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width * 31L + height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int level = 90 + (x * 37 / width + y * 53 / height) % 60 + random.nextInt(x % 64 < 32 ? 2 : 24);
                int[] samples = grey ? new int[] {level} : new int[] {level, level + y % 9, level - x % 9};
                image.getRaster().setPixel(x, y, samples);
            }
        }
        return image;
    }

    private static byte[] jpeg(BufferedImage image, float quality, boolean progressive, int interval)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
            if (interval > 0) {
                IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree("javax_imageio_jpeg_image_1.0");
                IIOMetadataNode restarts = new IIOMetadataNode("dri");
                restarts.setAttribute("interval", String.valueOf(interval));
                root.getElementsByTagName("markerSequence").item(0).appendChild(restarts);
                metadata.setFromTree("javax_imageio_jpeg_image_1.0", root);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}

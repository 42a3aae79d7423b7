package org.reelmill.media.jave;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Images that are unusual, damaged or made to do harm, byte by byte where no encoder would write them. */
final class OddImages {

    private OddImages() {}

    /** Of red at the left and blue at the right. */
    static BufferedImage redAndBlue(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        return image;
    }

    static byte[] jpeg(BufferedImage image, boolean progressive) {
        return jpeg(new IIOImage(image, null, null), progressive);
    }

    /** Four components, as printers have them. */
    static byte[] cmyk(int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, new int[] {x % 256, y % 256, 128, 0});
            }
        }
        return jpeg(new IIOImage(raster, null, null), false);
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, image, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** With an APP1 segment of Exif 2.3 that holds nothing but the orientation, behind the start of the image. */
    static byte[] turned(byte[] jpeg, int orientation) {
        byte[] exif = latin("Exif\0\0II*\0\b\0\0\0\1\0\22\1\3\0\1\0\0\0?\0\0\0\0\0\0\0");
        exif[24] = (byte) orientation;
        return join(
                Arrays.copyOf(jpeg, 2),
                new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (exif.length + 2)},
                exif,
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A JPEG whose frame says that it is larger than its data. */
    static byte[] enlarged(byte[] jpeg, int width, int height) {
        byte[] changed = jpeg.clone();
        for (int i = 2; i < changed.length - 9; i++) {
            if (changed[i] == (byte) 0xff && changed[i + 1] == (byte) 0xc0) {
                ByteBuffer.wrap(changed).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
                return changed;
            }
        }
        throw new IllegalArgumentException("no baseline JPEG");
    }

    /**
     * A PNG of one colour.
     *
     * @param rows how many rows of data it really has
     */
    static byte[] png(int width, int height, int depth, int colourType, int rows) {
        byte[] head = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colourType)
                .array();
        int samples = new int[] {1, 0, 3, 1, 2, 0, 4}[colourType];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        byte[] line = new byte[(width * depth * samples + 7) / 8 + 1];
        for (int row = 0; row < rows; row++) {
            deflater.setInput(line);
            while (!deflater.needsInput()) {
                data.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            data.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return join(
                latin("\u0089PNG\r\n\u001a\n"), chunk("IHDR", head), chunk("IDAT", data.toByteArray()), chunk("IEND"));
    }

    private static byte[] chunk(String type, byte... data) {
        CRC32 sum = new CRC32();
        sum.update(latin(type));
        sum.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(latin(type))
                .put(data)
                .putInt((int) sum.getValue())
                .array();
    }

    /** The head of a GIF without a picture. */
    static byte[] gif(int width, int height) {
        return little(64)
                .put(latin("GIF89a"))
                .putShort((short) width)
                .putShort((short) height)
                .array();
    }

    static byte[] bmp(int width, int height) {
        return little(64)
                .put(latin("BM"))
                .putInt(64)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }

    /** A TIFF of one strip that has no data. */
    static byte[] tiff(int width, int height) {
        ByteBuffer bytes = little(128).put(latin("II*\0")).putInt(8).putShort((short) 5);
        int[][] fields = {{256, width}, {257, height}, {258, 8}, {273, 100}, {279, 4}};
        for (int[] field : fields) {
            bytes.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt(field[1]);
        }
        return bytes.array();
    }

    static byte[] webp(int width, int height) {
        return little(64)
                .put(latin("RIFF"))
                .putInt(56)
                .put(latin("WEBPVP8X"))
                .putInt(10)
                .putInt(0)
                .put(three(width - 1))
                .put(three(height - 1))
                .array();
    }

    private static byte[] three(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** A box of an MP4 file and its kin (ISO/IEC 14496-12, 4.2). */
    static byte[] box(String type, byte[]... content) {
        byte[] all = join(content);
        return join(ByteBuffer.allocate(4).putInt(all.length + 8).array(), latin(type), all);
    }

    static byte[] cutOff(byte[] file, double part) {
        return Arrays.copyOf(file, (int) (file.length * part));
    }

    /** What ffmpeg makes of these words. */
    static byte[] made(Path folder, String suffix, String arguments) {
        Path file = folder.resolve("made" + suffix);
        TestFfmpeg.ffmpeg(Arrays.asList((arguments + " " + file).split(" ")));
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

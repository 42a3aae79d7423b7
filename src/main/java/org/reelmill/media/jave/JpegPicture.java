package org.reelmill.media.jave;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.reelmill.media.PictureForm;
import org.reelmill.media.jave.JpegEighth.Plane;

/** A small picture of a photograph of which an eighth is known: of its size, and turned as its camera noted. */
final class JpegPicture {

    private static final float QUALITY = 0.85f;

    /** Of samples. */
    private static final int MIDDLE = 128;

    /** Behind the start of a JPEG and its first segment, which every one from Java has: JFIF. */
    private static final int BEHIND_FIRST_SEGMENT = 20;

    private final JpegEighth eighth;
    private final int orientation;
    private final int width;
    private final int height;

    /** @param orientation as Exif counts them, from 1 to 8 */
    JpegPicture(JpegEighth eighth, int orientation, PictureForm form) {
        this.eighth = eighth;
        this.orientation = orientation;
        double across = isTurned() ? eighth.height() : eighth.width();
        double down = isTurned() ? eighth.width() : eighth.height();
        double part = Math.min(1, Math.min(form.width() / across, form.height() / down));
        this.width = (int) Math.max(1, Math.round(across * part));
        this.height = (int) Math.max(1, Math.round(down * part));
    }

    private boolean isTurned() {
        return orientation >= 5;
    }

    /** A JPEG, which says what its colours mean where the photograph did. */
    byte[] encode() throws IOException {
        byte[] jpeg = encode(draw());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, BEHIND_FIRST_SEGMENT);
        bytes.writeBytes(eighth.profile());
        bytes.write(jpeg, BEHIND_FIRST_SEGMENT, jpeg.length - BEHIND_FIRST_SEGMENT);
        return bytes.toByteArray();
    }

    private BufferedImage draw() {
        int storedWidth = isTurned() ? height : width;
        int storedHeight = isTurned() ? width : height;
        List<float[]> samples = eighth.planes().stream()
                .map(plane -> resize(plane, storedWidth, storedHeight))
                .toList();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = rowOf(x, y) * storedWidth + columnOf(x, y);
                image.setRGB(x, y, samples.size() == 1 ? grey(samples.get(0)[at]) : colour(samples, at));
            }
        }
        return image;
    }

    /** Where a pixel is stored (Exif 2.32, 4.6.4, tag Orientation). */
    private int columnOf(int x, int y) {
        return switch (orientation) {
            case 2, 3 -> width - 1 - x;
            case 5, 6 -> y;
            case 7, 8 -> height - 1 - y;
            default -> x;
        };
    }

    private int rowOf(int x, int y) {
        return switch (orientation) {
            case 3, 4 -> height - 1 - y;
            case 5, 8 -> x;
            case 6, 7 -> width - 1 - x;
            default -> y;
        };
    }

    private static int grey(float luma) {
        return rgb(luma, luma, luma);
    }

    /** ITU-R BT.601 of full range, as JFIF has it. */
    private static int colour(List<float[]> samples, int at) {
        float luma = samples.get(0)[at];
        float blue = samples.get(1)[at] - MIDDLE;
        float red = samples.get(2)[at] - MIDDLE;
        return rgb(luma + 1.402f * red, luma - 0.344136f * blue - 0.714136f * red, luma + 1.772f * blue);
    }

    private static int rgb(float red, float green, float blue) {
        return sample(red) << 16 | sample(green) << 8 | sample(blue);
    }

    private static int sample(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }

    /** Row by row, then column by column. */
    private static float[] resize(Plane plane, int width, int height) {
        int rows = plane.means().length / plane.stride();
        Resampling across = new Resampling(plane.across(), plane.stride(), width);
        Resampling down = new Resampling(plane.down(), rows, height);
        float[] narrow = new float[width * rows];
        for (int row = 0; row < rows; row++) {
            for (int x = 0; x < width; x++) {
                float[] weights = across.weights(x);
                int from = row * plane.stride() + across.from(x);
                float sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += plane.means()[from + i] * weights[i];
                }
                narrow[row * width + x] = sum;
            }
        }
        float[] small = new float[width * height];
        for (int y = 0; y < height; y++) {
            float[] weights = down.weights(y);
            for (int i = 0; i < weights.length; i++) {
                int from = (down.from(y) + i) * width;
                for (int x = 0; x < width; x++) {
                    small[y * width + x] += narrow[from + x] * weights[i];
                }
            }
        }
        for (int i = 0; i < small.length; i++) {
            small[i] = small[i] * plane.step() + MIDDLE;
        }
        return small;
    }

    private static byte[] encode(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}

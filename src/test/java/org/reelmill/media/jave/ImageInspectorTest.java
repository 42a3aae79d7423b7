package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.ImageInfo;
import org.reelmill.media.ImageInspector;

/** What images say of themselves: the formats that a library calls images, made by ffmpeg or by hand. */
@Tag("ffmpeg")
class ImageInspectorTest {

    private static final String STILL = "-f lavfi -i color=red:s=640x480 -frames:v 1";

    @TempDir
    Path folder;

    private final ImageInspector inspector = new JaveMediaEngine(TestTools.settings());

    @TestFactory
    Stream<DynamicTest> tellsFormatAndSize() throws IOException {
        byte[] photograph = OddImages.jpeg(OddImages.redAndBlue(640, 480), false);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("jpeg 640x480", photograph);
        files.put("jpeg 480x640", OddImages.turned(photograph, 6));
        files.put("png 640x480", made(".png", STILL));
        files.put("gif 640x480", made(".gif", STILL));
        // the canvas, however small the first picture on it is
        files.put("gif 300x200", OddImages.gif(300, 200));
        files.put("bmp 640x480", made(".bmp", STILL));
        files.put("tiff 640x480", made(".tiff", STILL));
        files.put("webp 640x480", made(".webp", STILL + " -c:v libwebp"));
        files.put("webp 320x240", made(".webp", STILL.replace("640x480", "320x240") + " -c:v libwebp -lossless 1"));
        files.put("avif 640x480", made(".avif", STILL + " -c:v libsvtav1 -preset 12"));
        files.put("heic 128x128", HeicFile.of(folder, List.of("red"), 1, 0));
        files.put("heic 384x256", HeicFile.of(folder, List.of("red", "red", "red", "red", "red", "red"), 3, 0));
        files.put("heic 256x384", HeicFile.of(folder, List.of("red", "red", "red", "red", "red", "red"), 3, 1));
        return files.entrySet().stream()
                .map(file -> dynamicTest(
                        file.getKey(), () -> assertThat(told(file.getValue())).isEqualTo(file.getKey())));
    }

    @Test
    void tellsWhenTheCameraOfATelephoneTookIt() throws IOException {
        byte[] note = OddImages.join(
                // a folder with the place of another one, which has the place of the time
                OddImages.latin("MM\0*\0\0\0\b\0\1\u0087i\0\4\0\0\0\1\0\0\0\32\0\0\0\0"),
                OddImages.latin("\0\1\u0090\3\0\2\0\0\0\24\0\0\0\54\0\0\0\0"),
                OddImages.latin("2026:08:01 12:34:56\0"));

        assertThat(inspector.inspect(Files.write(folder.resolve("image"), HeicFile.photograph(folder, note))))
                .contains(new ImageInfo("heic", 128, 128, Optional.of(LocalDateTime.of(2026, 8, 1, 12, 34, 56))));
        byte[] whole = HeicFile.photograph(folder, note);
        assertThat(inspector.inspect(Files.write(folder.resolve("image"), Arrays.copyOf(whole, whole.length - 30))))
                .as("cut off in the note")
                .contains(new ImageInfo("heic", 128, 128, Optional.empty()));
    }

    @TestFactory
    Stream<DynamicTest> tellsNothingOfWhatIsNoImageOrNotWhole() {
        return Stream.of(
                        new byte[0],
                        OddImages.latin("GIF89a"),
                        OddImages.latin("\u00ff\u00d8\u00ff"),
                        OddImages.latin("II*\0\u00ff\u00ff\u00ff\u00ff"),
                        OddImages.cutOff(HeicFile.of(folder, List.of("red"), 1, 0), 0.1),
                        OddImages.png(0, 5, 8, 2, 0),
                        OddImages.latin("<svg xmlns='http://www.w3.org/2000/svg'/>"))
                .map(file -> dynamicTest(
                        file.length + " bytes", () -> assertThat(told(file)).isEqualTo("nothing")));
    }

    private byte[] made(String suffix, String arguments) {
        return OddImages.made(folder, suffix, arguments);
    }

    private String told(byte[] file) throws IOException {
        return inspector
                .inspect(Files.write(folder.resolve("image"), file))
                .map(info -> info.format() + " " + info.width() + "x" + info.height())
                .orElse("nothing");
    }
}

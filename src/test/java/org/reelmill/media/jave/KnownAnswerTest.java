package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaSettings;
import org.reelmill.media.VideoCodec;

@Tag("ffmpeg")
@EnabledOnOs({OS.LINUX, OS.MAC})
class KnownAnswerTest {

    @TempDir
    Path folder;

    @Test
    void theBundledProgramPassesWithEveryCodecAndLeavesNothingBehind() throws MediaException {
        assertThat(new KnownAnswer(TestTools.tools(), folder.resolve("new")).prove())
                .containsExactlyInAnyOrder(VideoCodec.values());
        assertThat(folder.resolve("new")).isEmptyDirectory();
    }

    @Test
    void anEncoderThatEndsWellAndWritesOtherPicturesIsFoundOut() throws Exception {
        assertThat(proven("libx264", "-vf negate")).containsExactlyInAnyOrder(VideoCodec.H265, VideoCodec.AV1);
    }

    @Test
    void anEncoderThatLosesAPictureIsFoundOut() throws Exception {
        assertThat(proven("libx265", "-frames:v 7")).containsExactlyInAnyOrder(VideoCodec.H264, VideoCodec.AV1);
    }

    @Test
    void whatCannotBeTriedIsNotCalledBroken() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new KnownAnswer(TestTools.tools(), file).prove())
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED));
    }

    @Test
    void aLossyEncodingIsNearAndAGreyPictureIsFar() {
        byte[] film = KnownAnswer.film();
        byte[] grey = new byte[film.length];
        Arrays.fill(grey, (byte) 128);

        assertThat(KnownAnswer.error(film, film)).isZero();
        assertThat(KnownAnswer.error(film, grey)).isGreaterThan(30);
        assertThat(KnownAnswer.error(film, Arrays.copyOf(film, film.length / 2)))
                .isEqualTo(255);
    }

    /** With a program that does something else with one encoder. */
    private Iterable<VideoCodec> proven(String encoder, String instead) throws Exception {
        ToolSet bundled = TestTools.tools().locator().tools();
        Path script = Files.writeString(
                folder.resolve("ffmpeg"),
                "#!/bin/bash\nlast=\"${!#}\"\nset -- \"${@:1:$#-1}\"\n"
                        + "case \" $* \" in *\" " + encoder + " \"*) set -- \"$@\" " + instead + ";; esac\n"
                        + "exec '" + bundled.ffmpeg() + "' \"$@\" \"$last\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        ToolSet broken = new ToolSet(
                script,
                bundled.ffprobe(),
                Map.of("LD_LIBRARY_PATH", bundled.ffmpeg().getParent().toString()),
                "broken");
        MediaSettings settings =
                new MediaSettings(TestTools.CACHE, Optional.empty(), Duration.ofSeconds(30), Duration.ofSeconds(60));
        try (Tools tools = new Tools(new ToolLocator(broken, List.of()), settings)) {
            return new KnownAnswer(tools, folder.resolve("proof")).prove();
        }
    }
}

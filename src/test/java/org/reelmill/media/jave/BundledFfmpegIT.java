package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;
import org.reelmill.testing.ReelmillIT;

/** The programs come out of the deployed application, however the server at hand presents a jar in it. */
class BundledFfmpegIT extends ReelmillIT {

    @Inject
    private MediaEngine engine;

    @Test
    void theDeployedEngineMakesAFilmAndReadsIt(@TempDir Path folder) throws MediaException, IOException {
        Path film = folder.resolve("sample.mp4");

        engine.makeSample(film, Supervision.none());
        MediaInfo info = engine.probe(film, Supervision.none());

        assertThat(engine.build().codecs()).containsExactlyInAnyOrder(VideoCodec.values());
        assertThat(Files.size(film)).isPositive();
        assertThat(info.video().codec()).isEqualTo("h264");
        assertThat(info.audio()).hasSize(1);
    }
}

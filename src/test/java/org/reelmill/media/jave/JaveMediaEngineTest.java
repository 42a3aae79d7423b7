package org.reelmill.media.jave;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.reelmill.media.MediaEngine;
import org.reelmill.testing.MediaEngineContract;
import org.reelmill.testing.SourceFilms;

@Tag("ffmpeg")
class JaveMediaEngineTest extends MediaEngineContract {

    @Override
    protected MediaEngine engine() {
        return TestFfmpeg.engine();
    }

    @Override
    protected Path film() {
        return SourceFilms.Kind.H264_CLOSED.file();
    }

    @Override
    protected Path silentFilm() {
        return SourceFilms.Kind.NO_AUDIO.file();
    }
}

package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;
import org.reelmill.shared.Json;

/** What the job keeps as JSON comes back as it was. */
class StoredJsonTest {

    @Test
    void keepsMediaInformation() {
        MediaInfo info = new MediaInfo(
                "matroska,webm",
                12.5,
                -0.007,
                new MediaInfo.Video(
                        1,
                        "hevc",
                        720,
                        576,
                        768,
                        576,
                        90,
                        Rational.of(16, 15),
                        Rational.of(30000, 1001),
                        true,
                        true,
                        "yuv420p10le",
                        10,
                        new MediaInfo.Colour("tv", "bt2020nc", "bt2020", "smpte2084"),
                        Rational.of(1, 90000)),
                List.of(new MediaInfo.Audio(2, "aac", "deu", "Kommentar „ä“", 6, 48000, true, 0.7, 12)),
                List.of(new MediaInfo.Subtitle(3, "subrip", "eng", "", true, false, true)),
                List.of(new MediaInfo.Chapter(0, 5.5, "One")),
                Recipe.REMUX,
                "a reason",
                List.of("a note"),
                "{\"format\":{}}");

        assertThat(Json.read(Json.write(info), MediaInfo.class)).isEqualTo(info);
    }

    @Test
    void keepsAPreparedSourceWithoutItsPlace() {
        Path film = Path.of("/mnt/a/source/film.ts");
        PreparedSource source = new PreparedSource(
                Path.of("/mnt/a/ingest/00ff/n.mp4"),
                0,
                film,
                1.4,
                Rational.of(1, 90000),
                Long.MIN_VALUE / 4,
                Long.MAX_VALUE / 4,
                17,
                Recipe.REMUX,
                "");

        String json = Json.write(StoredSource.of(source, film, Deinterlace.NEVER));
        PreparedSource elsewhere =
                Json.read(json, StoredSource.class).at(Path.of("/data/source/film.ts"), Path.of("/data/ingest/00ff"));

        assertThat(json).doesNotContain("/mnt/a");
        assertThat(Json.read(json, StoredSource.class).deinterlace()).isEqualTo(Deinterlace.NEVER);
        assertThat(elsewhere)
                .isEqualTo(new PreparedSource(
                        Path.of("/data/ingest/00ff/n.mp4"),
                        0,
                        Path.of("/data/source/film.ts"),
                        1.4,
                        Rational.of(1, 90000),
                        Long.MIN_VALUE / 4,
                        Long.MAX_VALUE / 4,
                        17,
                        Recipe.REMUX,
                        ""));
    }

    @Test
    void readsSoundThatAVersionBeforeHasMade() {
        Soundtracks.Stored stored = Json.read(
                "{\"tracks\":[{\"bitrate\":96,\"file\":\"audio-1-x/audio-1-96k.m4a\",\"bytes\":3}]}",
                Soundtracks.Stored.class);

        assertThat(stored.tracks()).singleElement().satisfies(track -> {
            assertThat(track.bytes()).isEqualTo(3);
            assertThat(track.frameSeconds()).isNull();
            assertThat(track.lostSeconds()).isNull();
        });
    }

    @Test
    void keepsAJoinedFilm() {
        JoinedFilm film = new JoinedFilm(
                100,
                4.004,
                1280,
                720,
                1_000_000_000_000L,
                "ab".repeat(32),
                List.of(new JoinedFilm.AudioOffset("eng", -0.7, 3.25)),
                List.of("no bitmap subtitles"));

        assertThat(Json.read(Json.write(film), JoinedFilm.class)).isEqualTo(film);
    }
}

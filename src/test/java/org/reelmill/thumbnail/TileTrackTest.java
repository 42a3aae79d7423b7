package org.reelmill.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reelmill.media.FilmPreview;
import org.reelmill.media.FilmPreview.Tile;
import org.reelmill.media.FrameSize;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm.Format;

class TileTrackTest {

    @Test
    void hasACueForEachTileUpToTheEndOfTheFilm() {
        FilmPreview preview = new FilmPreview(
                new Picture(640, 360, Format.JPEG),
                3725.5,
                new FrameSize(160, 90),
                List.of(new Tile(0, 1, 0, 0), new Tile(61.25, 0, 320, 90)),
                true);

        assertThat(TileTrack.of(preview).lines())
                .containsExactly(
                        "WEBVTT",
                        "",
                        "00:00:00.000 --> 00:01:01.250",
                        "sheet-1.jpg#xywh=0,0,160,90",
                        "",
                        "00:01:01.250 --> 01:02:05.500",
                        "sheet-0.jpg#xywh=320,90,160,90");
    }
}

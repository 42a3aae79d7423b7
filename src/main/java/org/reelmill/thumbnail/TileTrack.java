package org.reelmill.thumbnail;

import java.util.List;
import java.util.Locale;
import org.reelmill.media.FilmPreview;
import org.reelmill.media.FilmPreview.Tile;

/** The tiles of a film as a WebVTT track: a cue for each, with a sheet and the place on it (Media Fragments URI 1.0, 4.2.2). */
final class TileTrack {

    private TileTrack() {}

    static String of(FilmPreview preview) {
        StringBuilder text = new StringBuilder("WEBVTT\n");
        List<Tile> tiles = preview.tiles();
        for (int i = 0; i < tiles.size(); i++) {
            Tile tile = tiles.get(i);
            double until = i + 1 < tiles.size() ? tiles.get(i + 1).from() : Math.max(preview.seconds(), tile.from());
            text.append(String.format(
                    Locale.ROOT,
                    "%n%s --> %s%n%s#xywh=%d,%d,%d,%d%n",
                    time(tile.from()),
                    time(until),
                    FilmPreview.sheet(tile.sheet()),
                    tile.x(),
                    tile.y(),
                    preview.tile().width(),
                    preview.tile().height()));
        }
        return text.toString();
    }

    private static String time(double seconds) {
        long millis = Math.round(seconds * 1000);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000);
    }
}

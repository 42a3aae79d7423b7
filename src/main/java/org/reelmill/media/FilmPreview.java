package org.reelmill.media;

import java.util.List;

/**
 * Previews of a film, as files in one folder.
 *
 * @param seconds how long the film plays; 0 when it has but one picture
 * @param tiles in their order; without them there are no sheets either
 * @param clip whether there is a short film
 */
public record FilmPreview(Picture poster, double seconds, FrameSize tile, List<Tile> tiles, boolean clip) {

    /** JPEG. */
    public static final String POSTER = "poster.jpg";

    /** MP4 of H.264 without sound. */
    public static final String CLIP = "clip.mp4";

    public FilmPreview {
        tiles = List.copyOf(tiles);
    }

    /** The file of a sheet of tiles; JPEG. @param number from 0 */
    public static String sheet(int number) {
        return "sheet-" + number + ".jpg";
    }

    /**
     * A small picture on a sheet.
     *
     * @param from seconds from the film's start, where it begins to stand for the film
     * @param x of its left side on the sheet, in pixels
     */
    public record Tile(double from, int sheet, int x, int y) {}
}

package org.reelmill.thumbnail.rest;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.media.FilmPreview;
import org.reelmill.thumbnail.Thumbnail;
import org.reelmill.thumbnail.Thumbnails;

/** A preview of a film or an image. */
public record PreviewDto(
        @Schema(description = "Of a file of a library: below it, with forward slashes") String path,
        @Schema(description = "pending, ready or failed") String state,
        @Schema(description = "Why there is none, or was none so far") String reason,
        @Schema(description = "Address of the picture") String poster,
        Integer width,
        Integer height,
        @Schema(description = "Address of a short silent film, MP4") String clip,
        @Schema(description = "Address of a WebVTT track of tiles to find a moment by") String tiles) {

    static PreviewDto of(Thumbnail thumbnail) {
        return of(null, thumbnail);
    }

    /** @param path of the file below its library; null for a film of a job */
    static PreviewDto of(String path, Thumbnail thumbnail) {
        Optional<Thumbnail.Poster> poster = thumbnail.poster().filter(it -> thumbnail.state() == Thumbnail.State.READY);
        return new PreviewDto(
                path,
                state(thumbnail.state()),
                thumbnail.reason().orElse(null),
                poster.map(it -> Thumbnails.address(thumbnail, it.fileName())).orElse(null),
                poster.map(Thumbnail.Poster::width).orElse(null),
                poster.map(Thumbnail.Poster::height).orElse(null),
                poster.isPresent() && thumbnail.clip() ? Thumbnails.address(thumbnail, FilmPreview.CLIP) : null,
                poster.isPresent() && thumbnail.sheets() > 0 ? Thumbnails.address(thumbnail, Thumbnails.TILES) : null);
    }

    private static String state(Thumbnail.State state) {
        return (state == Thumbnail.State.IN_HAND ? Thumbnail.State.PENDING : state)
                .name()
                .toLowerCase(Locale.ROOT);
    }
}

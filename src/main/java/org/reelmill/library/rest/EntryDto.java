package org.reelmill.library.rest;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.library.LibraryEntry;
import org.reelmill.library.Moving;
import org.reelmill.library.Place;
import org.reelmill.shared.Recorded;

/** A file or folder of a library. */
public record EntryDto(
        String library,
        @Schema(description = "files or garbage") String area,
        @Schema(description = "Below the library, with forward slashes; empty for its top") String path,
        String name,
        @Schema(description = "folder, image, video, audio, text, file, link or other") String kind,
        @Schema(description = "In bytes; of a folder all that is below it") long size,
        long files,
        long images,
        long videos,
        @Schema(description = "Whether the numbers still grow, because something below was not read yet")
                boolean pending,
        @Schema(description = "Why it cannot be read") String trouble,
        String modified,
        boolean retain,
        String retainReason,
        String retainUntil,
        @Schema(description = "Entries below that must not be removed, this one included") long retained,
        Integer width,
        Integer height,
        String codec,
        Double seconds,
        @Schema(description = "By the camera's clock") String taken,
        @Schema(description = "In the garbage: where it was") String removedFrom,
        String removedAt,
        String removedBy,
        @Schema(description = "Where the file is, or with ?zip the folder") String href) {

    static EntryDto of(Place place, Locale language) {
        LibraryEntry entry = place.entry();
        return new EntryDto(
                place.root().name(),
                place.area().word(),
                place.path(),
                place.isTop() ? "" : entry.name(),
                entry.kind().word(),
                entry.size(),
                entry.files(),
                entry.images(),
                entry.videos(),
                entry.pending() > 0 || entry.mediaPending(),
                entry.trouble().map(trouble -> Recorded.in(trouble, language)).orElse(null),
                entry.modified().toString(),
                entry.retain(),
                entry.retainReason().orElse(null),
                iso(entry.retainUntil()),
                entry.retained(),
                entry.width().orElse(null),
                entry.height().orElse(null),
                entry.codec().orElse(null),
                entry.seconds().orElse(null),
                entry.taken().map(LocalDateTime::toString).orElse(null),
                Moving.origin(place).orElse(null),
                iso(entry.removedAt()),
                entry.removedBy().orElse(null),
                LibraryFileServlet.href(place));
    }

    private static String iso(Optional<LocalDateTime> time) {
        return time.map(it -> it.toInstant(ZoneOffset.UTC).toString()).orElse(null);
    }
}

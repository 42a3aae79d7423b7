package org.reelmill.pipeline.rest;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.SourceFile;

/** A film in the source folder. */
public record SourceDto(
        @Schema(description = "Path below the source folder, with forward slashes") String name,
        long bytes,
        Instant modified,
        @Schema(description = "The open job of this film") UUID job) {

    static SourceDto of(SourceFile file) {
        return new SourceDto(
                file.name(), file.bytes(), file.modified(), file.job().orElse(null));
    }
}

package org.reelmill.watch.rest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.watch.FileReason;
import org.reelmill.watch.FileState;
import org.reelmill.watch.FollowUp;
import org.reelmill.watch.WatchedFile;

/** A file of a watched folder. */
public record FileDto(
        String path,
        long bytes,
        FileState state,
        @Schema(description = "Why it is not registered") FileReason reason,
        Instant since,
        @Schema(description = "When it is looked at again") Instant due,
        Instant registered,
        @Schema(description = "Its row in the register") Integer video,
        @Schema(description = "How far the rule of its folder is with it") FollowUp followUp,
        @Schema(description = "Why its rule could not be followed") String trouble,
        UUID job,
        @Schema(description = "The MP4 that is made of it") String result) {

    static FileDto of(WatchedFile file) {
        return new FileDto(
                file.path().toString(),
                file.bytes(),
                file.state(),
                file.reason().orElse(null),
                utc(Optional.of(file.since())),
                utc(file.due()),
                utc(file.registered()),
                file.videoId().orElse(null),
                file.followUp(),
                file.trouble().orElse(null),
                file.job().orElse(null),
                file.result().map(Object::toString).orElse(null));
    }

    static Instant utc(Optional<LocalDateTime> time) {
        return time.map(it -> it.toInstant(ZoneOffset.UTC)).orElse(null);
    }
}

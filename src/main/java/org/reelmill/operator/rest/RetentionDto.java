package org.reelmill.operator.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.operator.Retention;

/** How long executions are kept. */
public record RetentionDto(
        @Schema(description = "After their end; 0 is no limit. The policy batchKeepDays") int days,
        @Schema(description = "The newest so many; 0 is no limit. The policy batchKeepRows") int rows,
        @Schema(description = "How many there are now") long kept,
        @Schema(description = "When the oldest one was created") Instant oldest) {

    static RetentionDto of(Retention retention) {
        return new RetentionDto(
                retention.days(),
                retention.rows(),
                retention.kept(),
                retention.oldest().orElse(null));
    }
}

package org.reelmill.settings.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.settings.PolicyChange;

/** A policy got another value. */
public record PolicyChangeDto(
        long id,
        String key,
        String before,
        String after,
        @Schema(description = "Name of the account, or system") String actor,
        Instant changed) {

    static PolicyChangeDto of(PolicyChange change) {
        return new PolicyChangeDto(
                change.id(), change.key(), change.before(), change.after(), change.actor(), change.changed());
    }
}

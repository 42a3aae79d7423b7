package org.reelmill.account.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.account.AuditEntry;

/** A change that somebody made. */
public record AuditDto(
        long id,
        Instant happened,
        @Schema(description = "Name of the account, or system") String actor,
        @Schema(description = "thing.verb") String action,
        String subject,
        String detail) {

    static AuditDto of(AuditEntry entry) {
        return new AuditDto(
                entry.id(), entry.happened(), entry.actor(), entry.action(), entry.subject(), entry.detail());
    }
}

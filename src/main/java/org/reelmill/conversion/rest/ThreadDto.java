package org.reelmill.conversion.rest;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.conversion.ConversionBroker;

/** A thread that converts a file now (S2.10). */
public record ThreadDto(
        String node,
        String thread,
        UUID item,
        String client,
        String fileName,
        String conversionType,
        Instant since,
        @Schema(description = "How long it has run") long seconds) {

    static ThreadDto of(ConversionBroker.Running running, Clock clock) {
        return new ThreadDto(
                running.node(),
                running.thread(),
                running.item(),
                running.owner().client(),
                running.fileName(),
                running.type(),
                clock.instant().minusSeconds(running.secondsSince()),
                running.secondsSince());
    }
}

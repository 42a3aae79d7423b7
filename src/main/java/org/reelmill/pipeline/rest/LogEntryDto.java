package org.reelmill.pipeline.rest;

import java.time.Instant;
import org.reelmill.pipeline.JobLogEntry;

/**
 * Something that happened to a job.
 *
 * @param level INFO, WARN or ERROR
 * @param node name of the node that says it
 */
public record LogEntryDto(Instant time, String level, String node, String message) {

    static LogEntryDto of(JobLogEntry entry) {
        return new LogEntryDto(JobDto.utc(entry.logged()), entry.level(), entry.node(), entry.message());
    }
}

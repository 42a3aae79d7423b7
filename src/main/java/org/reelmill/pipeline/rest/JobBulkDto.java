package org.reelmill.pipeline.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.BulkSteering;
import org.reelmill.shared.JsonInput;

/** One thing to be done to many jobs. */
public record JobBulkDto(
        @Schema(required = true) BulkSteering.Action action,
        @Schema(required = true, description = "1 to 500") List<UUID> jobs,
        @Schema(description = "For the action PRIORITY") Integer priority) {

    static JobBulkDto read(InputStream body) {
        JsonInput json = JsonInput.read(body, Set.of("action", "jobs", "priority"));
        BulkSteering.Action action =
                JsonInput.required("action", field -> json.choice(field, BulkSteering.Action.class));
        List<UUID> jobs = JsonInput.required("jobs", json::uuids);
        int priority = action == BulkSteering.Action.PRIORITY
                ? JsonInput.required("priority", json::number)
                : json.number("priority").orElse(0);
        return new JobBulkDto(action, jobs, priority);
    }
}

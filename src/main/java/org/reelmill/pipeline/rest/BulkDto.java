package org.reelmill.pipeline.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.BulkSteering;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.JsonInput;

/** One thing to be done to many jobs. */
public record BulkDto(
        @Schema(required = true) BulkSteering.Action action,
        @Schema(required = true, description = "1 to 500") List<UUID> jobs,
        @Schema(description = "For the action PRIORITY") Integer priority) {

    /** What became of the jobs. */
    public record Results(long done, long refused, List<Result> results) {

        static Results of(List<BulkSteering.Result> results) {
            long done = results.stream()
                    .filter(result -> result.refusal().isEmpty())
                    .count();
            return new Results(
                    done,
                    results.size() - done,
                    results.stream()
                            .map(result -> new Result(
                                    result.job(),
                                    result.refusal().isEmpty(),
                                    result.refusal().orElse(null)))
                            .toList());
        }
    }

    /** @param reason why it was not done */
    public record Result(UUID job, boolean done, String reason) {}

    static BulkDto read(InputStream body) {
        JsonInput json = JsonInput.read(body, Set.of("action", "jobs", "priority"));
        BulkSteering.Action action =
                JsonInput.required("action", field -> json.choice(field, BulkSteering.Action.class));
        List<UUID> jobs = JsonInput.required("jobs", json::texts).stream()
                .map(BulkDto::uuid)
                .toList();
        int priority = action == BulkSteering.Action.PRIORITY
                ? JsonInput.required("priority", json::number)
                : json.number("priority").orElse(0);
        return new BulkDto(action, jobs, priority);
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("jobs", "must hold UUIDs");
        }
    }
}

package org.reelmill.shared;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of many to which one thing was done. */
public record BulkDto(long done, long refused, List<Result> results) {

    /** What became of one. */
    public record Result(
            UUID uuid, boolean done, @Schema(description = "Why it was not done; absent when it was") String reason) {}

    public static BulkDto of(List<Bulk.Result> results, Locale language) {
        long done = results.stream().filter(Bulk.Result::done).count();
        return new BulkDto(
                done,
                results.size() - done,
                results.stream()
                        .map(result -> new Result(
                                result.subject(),
                                result.done(),
                                result.refusal()
                                        .map(reason -> reason.in(language))
                                        .orElse(null)))
                        .toList());
    }
}

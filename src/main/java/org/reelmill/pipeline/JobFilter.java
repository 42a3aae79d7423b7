package org.reelmill.pipeline;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs a list shows.
 *
 * @param statuses empty for all
 * @param text part of the source's name, in any case
 */
public record JobFilter(Set<JobStatus> statuses, Optional<String> client, Optional<String> text) {

    public static JobFilter all() {
        return new JobFilter(Set.of(), Optional.empty(), Optional.empty());
    }

    static String escapeLike(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }
}

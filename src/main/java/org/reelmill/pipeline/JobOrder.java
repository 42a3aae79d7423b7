package org.reelmill.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * What is asked for with a job.
 *
 * @param outputs names of renditions such as {@code 1080p60}; empty means all active outputs
 * @param priority higher is sooner; 0 is usual
 * @param origin {@code FOLDER}, {@code API} or {@code SQL}
 */
public record JobOrder(String origin, int priority, Optional<String> client, List<String> outputs) {

    /** A film that was found in the source folder. */
    static JobOrder fromFolder() {
        return new JobOrder("FOLDER", 0, Optional.empty(), List.of());
    }
}

package org.reelmill.pipeline;

import java.util.List;
import java.util.Optional;
import org.reelmill.account.Caller;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/**
 * What is asked for with a job.
 *
 * @param outputs names of renditions such as {@code 1080p60}; empty means all active outputs
 * @param priority higher is sooner; 0 is usual
 * @param origin {@code FOLDER}, {@code WATCH}, {@code API} or {@code SQL}
 */
public record JobOrder(String origin, int priority, Optional<String> client, List<String> outputs) {

    /** A film that was found in the source folder. */
    static JobOrder fromFolder() {
        return new JobOrder("FOLDER", 0, Optional.empty(), List.of());
    }

    /** A film of a watched folder whose rule asks for it. @param outputs as in {@link JobOrder} */
    public static JobOrder fromWatch(List<String> outputs) {
        return new JobOrder("WATCH", 0, Optional.empty(), outputs);
    }

    /**
     * Who may hand in films may not let them pass those of others: a priority belongs to those who steer jobs.
     *
     * @throws ForbiddenException the caller is none of them and asks for one
     */
    public void requireAllowedTo(Caller caller) {
        if (priority != 0 && !caller.rights().contains(Rights.JOBS)) {
            throw new ForbiddenException("priority", Sentence.of("pipeline.refusal.noPriority"));
        }
    }
}

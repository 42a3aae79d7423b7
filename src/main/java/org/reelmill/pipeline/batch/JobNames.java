package org.reelmill.pipeline.batch;

import java.util.Locale;
import org.reelmill.pipeline.TaskKind;

/** Which batch job does which kind of work: {@code pipeline-ingest} and so on. */
final class JobNames {

    private static final String FEATURE = "pipeline-";

    private JobNames() {}

    static String of(TaskKind kind) {
        return FEATURE + kind.word();
    }

    static TaskKind kind(String jobName) {
        return TaskKind.valueOf(jobName.substring(FEATURE.length()).toUpperCase(Locale.ROOT));
    }
}

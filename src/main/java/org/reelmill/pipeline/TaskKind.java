package org.reelmill.pipeline;

import java.util.Arrays;
import java.util.Optional;
import org.reelmill.settings.Policy;
import org.reelmill.settings.Stage;

/**
 * The three kinds of work, and the table each is kept in (S4.7). They are claimed, renewed, finished and released by the
 * same statements; names of tables and columns come from here only, never from input.
 */
public enum TaskKind {
    INGEST(Stage.INGEST, Policy.INGEST_ENABLED, "ingestJob", JobStatus.IMPORTED, JobStatus.INGESTING),
    TRANSCODE(Stage.TRANSCODE, Policy.TRANSCODE_ENABLED, "transcodeJob", JobStatus.TRANSCODING, JobStatus.TRANSCODING),
    EXPORT(Stage.EXPORT, Policy.EXPORT_ENABLED, "exportJob", JobStatus.TRANSCODED, JobStatus.EXPORTING);

    private final Stage stage;
    private final Policy stageSwitch;
    private final String table;
    private final JobStatus waiting;
    private final JobStatus working;

    TaskKind(Stage stage, Policy stageSwitch, String table, JobStatus waiting, JobStatus working) {
        this.stage = stage;
        this.stageSwitch = stageSwitch;
        this.table = table;
        this.waiting = waiting;
        this.working = working;
    }

    public Stage stage() {
        return stage;
    }

    /** The policy that switches the stage on and off (S4.23). */
    public Policy stageSwitch() {
        return stageSwitch;
    }

    /** The kind of task that a job in this state waits for. */
    static Optional<TaskKind> waitingIn(JobStatus status) {
        return Arrays.stream(values()).filter(kind -> kind.waiting == status).findFirst();
    }

    String table() {
        return table;
    }

    String idColumn() {
        return table + "ID";
    }

    /** What its job is while the task can be claimed. */
    JobStatus waiting() {
        return waiting;
    }

    /** What its job is while the task runs. */
    JobStatus working() {
        return working;
    }
}

package org.reelmill.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.reelmill.settings.Policy;
import org.reelmill.settings.Stage;

/**
 * The kinds of work, and the table each is kept in (S4.7; the sequential decode beside the segments is ours). They are claimed, renewed, finished and released by the
 * same statements; names of tables and columns come from here only, never from input.
 */
public enum TaskKind {
    INGEST(Stage.INGEST, Policy.INGEST_ENABLED, "ingestJob", JobStatus.IMPORTED, JobStatus.INGESTING),
    TRANSCODE(Stage.TRANSCODE, Policy.TRANSCODE_ENABLED, "transcodeJob", JobStatus.TRANSCODING, JobStatus.TRANSCODING),
    VERIFY(Stage.INGEST, Policy.INGEST_ENABLED, "verifyJob", JobStatus.TRANSCODING, JobStatus.TRANSCODING),
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

    /** For people, and the last word of its batch job's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Stage stage() {
        return stage;
    }

    /** The policy that switches the stage on and off (S4.23). */
    public Policy stageSwitch() {
        return stageSwitch;
    }

    /** The kinds of tasks that a job in this state waits for. */
    static List<TaskKind> waitingIn(JobStatus status) {
        return Arrays.stream(values()).filter(kind -> kind.waiting == status).toList();
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

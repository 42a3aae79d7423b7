package org.reelmill.pipeline.view;

import java.util.List;
import java.util.stream.Stream;
import org.reelmill.pipeline.JobProgress;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.settings.Stage;

/**
 * How far a job is with a stage.
 *
 * @param state {@code done}, {@code active}, {@code waiting} for a node, {@code later} or {@code broken} off
 */
public record StageState(Stage stage, String state) {

    static List<StageState> of(JobStatus status, JobProgress progress) {
        int at = position(status, progress);
        String here =
                switch (status) {
                    case INGESTING, TRANSCODING, EXPORTING -> "active";
                    case IMPORTED, TRANSCODED -> "waiting";
                    default -> "broken";
                };
        return Stream.of(Stage.values())
                .map(stage ->
                        new StageState(stage, stage.ordinal() < at ? "done" : stage.ordinal() == at ? here : "later"))
                .toList();
    }

    /** Place of the stage that it is in, or where it ended. */
    private static int position(JobStatus status, JobProgress progress) {
        return switch (status) {
            case IMPORTED, INGESTING, REJECTED -> 0;
            case TRANSCODING -> 1;
            case TRANSCODED, EXPORTING -> 2;
            case COMPLETED -> Stage.values().length;
            case ERROR, CANCELLED -> progress.segments() == 0 ? 0 : progress.completed() < progress.segments() ? 1 : 2;
        };
    }
}

package org.reelmill.pipeline.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reelmill.pipeline.JobProgress;
import org.reelmill.pipeline.JobStatus;

class StageStateTest {

    private static final JobProgress UNCUT = new JobProgress(0, 0, 0, 0, 0, 0, 0);
    private static final JobProgress HALF = new JobProgress(50, 4, 2, 1, 0, 100, 60);
    private static final JobProgress ENCODED = new JobProgress(90, 4, 4, 0, 0, 100, 100);

    @Test
    void followsTheStatus() {
        assertThat(states(JobStatus.IMPORTED, UNCUT)).containsExactly("waiting", "later", "later");
        assertThat(states(JobStatus.INGESTING, UNCUT)).containsExactly("active", "later", "later");
        assertThat(states(JobStatus.TRANSCODING, HALF)).containsExactly("done", "active", "later");
        assertThat(states(JobStatus.TRANSCODED, ENCODED)).containsExactly("done", "done", "waiting");
        assertThat(states(JobStatus.COMPLETED, ENCODED)).containsExactly("done", "done", "done");
    }

    @Test
    void showsWhereAJobBrokeOff() {
        assertThat(states(JobStatus.REJECTED, UNCUT)).containsExactly("broken", "later", "later");
        assertThat(states(JobStatus.ERROR, UNCUT)).containsExactly("broken", "later", "later");
        assertThat(states(JobStatus.CANCELLED, HALF)).containsExactly("done", "broken", "later");
        assertThat(states(JobStatus.ERROR, ENCODED)).containsExactly("done", "done", "broken");
    }

    private static List<String> states(JobStatus status, JobProgress progress) {
        return StageState.of(status, progress).stream().map(StageState::state).toList();
    }
}

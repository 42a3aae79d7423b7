package org.reelmill.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.node.NodeLife;
import org.reelmill.pipeline.JobOrder;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.Jobs;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.SourceFilms;
import org.reelmill.testing.Sql;

/** An operator stops the execution that encodes a film: the work ends, its claims go back, and the film is milled after all. */
class StoppedWorkIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Inject
    private BatchConsole console;

    @Inject
    private Jobs jobs;

    @Inject
    private Policies policies;

    @Inject
    private WorkFolders folders;

    @Inject
    private NodeLife nodeLife;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    private final String name = "stop-" + Uuids.toHex(Uuids.random()).substring(0, 8) + ".mp4";
    private Sql sql;
    private List<Long> activeBefore;

    @BeforeEach
    void prepare() {
        sql = new Sql(dataSource);
        activeBefore = sql.numbers("SELECT outputID FROM output WHERE active = TRUE");
        sql.update("UPDATE output SET active = FALSE");
        sql.update("INSERT INTO output (maxX, maxY, codec, preset) VALUES (192, 144, 'H265', 'veryslow')");
        policies.set(Policy.SEGMENT_LENGTH.key(), "1");
        policies.set(Policy.SOURCE_INTAKE.key(), "0");
        await().pollInSameThread().atMost(PATIENCE).until(() -> nodeLife.tasksInHand() == 0);
    }

    @AfterEach
    void tidyUp() throws IOException {
        for (Policy policy : List.of(Policy.SEGMENT_LENGTH, Policy.SOURCE_INTAKE, Policy.TRANSCODE_ENABLED)) {
            policies.set(policy.key(), policy.defaultValue());
        }
        sql.update("DELETE FROM output WHERE maxY = 144");
        activeBefore.forEach(id -> sql.update("UPDATE output SET active = TRUE WHERE outputID = ?", id));
        Files.deleteIfExists(folders.delivery().resolve(name.replace(".mp4", "144p60.mp4")));
    }

    @Test
    void givesBackWhatItHadInHand() throws IOException {
        Files.copy(SourceFilms.Kind.H264_CLOSED.file(), folders.source().resolve(name));
        UUID film = jobs.submit(name, new JobOrder("API", 0, Optional.empty(), List.of()))
                .uuid();
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> segments(film, 1) > 0);

        long encoding = running(film);
        policies.set(Policy.TRANSCODE_ENABLED.key(), "0");
        console.stop(encoding);

        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> console.get(encoding).summary().execution().ended().isPresent());
        ExecutionReport stopped = console.get(encoding);
        assertThat(stopped.summary().execution().state()).isEqualTo(ExecutionState.STOPPED);
        assertThat(stopped.notRestartable()).get().asString().contains("claim");
        assertThat(stopped.allowed()).containsExactly(ExecutionReport.Action.ABANDON);
        assertThat(segments(film, 1)).as("in hand").isZero();
        assertThat(segments(film, 0)).as("open again").isPositive();
        assertThat(sql.number("SELECT SUM(failures + crashes) FROM transcodeJob WHERE fk_jobID = ?", id(film)))
                .isZero();

        policies.set(Policy.TRANSCODE_ENABLED.key(), "1");
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> jobs.get(film).status().ended());
        assertThat(jobs.get(film).status()).isEqualTo(JobStatus.COMPLETED);
        KeyedPage<ExecutionSummary> executions =
                console.list(ExecutionFilter.all().ofFilm(film), Position.top(), 50);
        assertThat(executions.rows())
                .extracting(row -> row.execution().jobName())
                .contains("pipeline-ingest", "pipeline-verify", "pipeline-transcode", "pipeline-export");
        assertThat(executions.rows().stream()
                        .flatMap(row -> row.films().stream())
                        .mapToInt(WorkedFilm::segments)
                        .sum())
                .isEqualTo(SourceFilms.SECONDS);
        ExecutionReport last = console.get(executions.rows().stream()
                .filter(row -> row.execution().state() == ExecutionState.COMPLETED)
                .filter(row -> row.films().stream().anyMatch(worked -> worked.segments() > 0))
                .findFirst()
                .orElseThrow()
                .execution()
                .id());
        assertThat(last.summary().execution().exitStatus()).get().asString().matches("COMPLETED, [1-8] segments");
        assertThat(last.steps().get(0).partitions())
                .anySatisfy(part -> assertThat(part.userData()).get().asString().contains("frames = ", "segments = "));
        assertThat(executions.rows().get(0).films())
                .extracting(worked -> worked.source().orElse(""))
                .containsExactly(name);
    }

    private long running(UUID film) {
        ExecutionFilter transcoding = new ExecutionFilter(
                Set.of(ExecutionState.STARTED),
                Optional.of("pipeline-transcode"),
                Optional.empty(),
                Optional.of(film),
                Optional.empty(),
                Optional.empty());
        return await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> console.list(transcoding, Position.top(), 1).rows(), rows -> !rows.isEmpty())
                .get(0)
                .execution()
                .id();
    }

    private long segments(UUID film, int status) {
        return sql.number("SELECT COUNT(*) FROM transcodeJob WHERE fk_jobID = ? AND status = ?", id(film), status);
    }

    private long id(UUID film) {
        return jobs.get(film).id();
    }
}

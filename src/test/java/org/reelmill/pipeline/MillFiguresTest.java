package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;
import org.reelmill.simulation.Beans;

/** What was done is counted in its minute, wherever the server stands. */
class MillFiguresTest {

    @TempDir
    Path home;

    private final TimeZone before = TimeZone.getDefault();
    private Beans beans;

    @BeforeEach
    void standInBerlin() throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        properties.setProperty("reelmill.db.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        beans = new Beans(Configuration.from(Map.of(), properties), Map.of());
        try (Connection connection = beans.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO job (jobID, sourceName) VALUES (1, 'film.mp4')");
        }
    }

    @AfterEach
    void standWhereWeStood() {
        TimeZone.setDefault(before);
    }

    @Test
    void countsWhatEndedInAMinuteOfUtc() throws SQLException {
        try (Connection connection = beans.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO attempt (kind, taskID, fence, fk_jobID, node, started, ended, verdict, frames)"
                            + " VALUES ('TRANSCODE', 1, 1, 1, 'a', '2026-03-29 01:00:00', '2026-03-29 02:30:59.999', 'DONE', 300)");
            statement.execute(
                    "INSERT INTO attempt (kind, taskID, fence, fk_jobID, node, started, ended, verdict, frames)"
                            + " VALUES ('TRANSCODE', 2, 1, 1, 'a', '2026-03-29 01:00:00', '2026-03-29 02:31:00', 'DONE', 7)");
        }

        FigureRepository figures = beans.get(FigureRepository.class);

        assertThat(figures.sum(LocalDateTime.parse("2026-03-29T02:30")))
                .extracting(MillFigures.Minute::frames, MillFigures.Minute::segments)
                .containsExactly(300L, 1L);
    }

    @Test
    void aMinuteIsSummedUpOnceByHoweverManyNodes() throws Exception {
        MillFigures figures = beans.get(MillFigures.class);
        attemptEnded(1, 40);
        figures.sumUp();
        for (int ago = 4; ago < 40; ago++) {
            attemptEnded(100 + ago, ago);
        }

        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            for (Future<Object> node : nodes.invokeAll(Collections.nCopies(4, () -> {
                figures.sumUp();
                return null;
            }))) {
                node.get();
            }
        } finally {
            nodes.shutdown();
        }

        assertThat(figures.minutes(60))
                .extracting(MillFigures.Minute::segments)
                .filteredOn(done -> done == 1)
                .hasSize(37);
    }

    private void attemptEnded(int task, int minutesAgo) throws SQLException {
        try (Connection connection = beans.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO attempt (kind, taskID, fence, fk_jobID, node, started, ended, verdict, frames)"
                                + " VALUES ('TRANSCODE', ?, 1, 1, 'a', CURRENT_TIMESTAMP(3),"
                                + " TIMESTAMPADD(MINUTE, ?, CURRENT_TIMESTAMP(3)), 'DONE', 1)")) {
            insert.setInt(1, task);
            insert.setInt(2, -minutesAgo);
            insert.execute();
        }
    }
}

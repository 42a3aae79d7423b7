package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.Sql;

/** What callers see of a commit that the database refuses is the same on every server. */
class FailedCommitIT extends ReelmillIT {

    private static final LocalDateTime LONG_AGO = LocalDateTime.parse("2001-01-01T00:00");

    @Inject
    private FigureRepository figures;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    @BeforeEach
    @AfterEach
    void forget() {
        new Sql(dataSource).update("DELETE FROM throughput WHERE began < TIMESTAMP '2002-01-01 00:00:00'");
    }

    @Test
    void isAnExceptionThatNobodyHasToDeclare() {
        MillFigures.Minute minute = new MillFigures.Minute(LONG_AGO, 1, 1, 1, 1);
        figures.store(minute);

        assertThat(catchThrowable(() -> figures.store(minute))).isInstanceOf(RuntimeException.class);
    }
}

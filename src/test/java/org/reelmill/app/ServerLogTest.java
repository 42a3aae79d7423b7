package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.media.MediaException;

class ServerLogTest {

    private final Logger logger = Logger.getLogger("org.jberet");
    private final Logger session = Logger.getLogger("org.eclipse.persistence.session./file:/some/where/_reelmill");
    private final Logger connections = Logger.getLogger("javax.enterprise.resource.jta.com.sun.enterprise.transaction");
    private final List<LogRecord> seen = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            seen.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** JBoss Logging has levels of its own. */
    private static final class JBossLevel extends Level {

        private static final long serialVersionUID = 1L;

        JBossLevel() {
            super("INFO", Level.INFO.intValue());
        }
    }

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        connections.addHandler(handler);
        session.addHandler(handler);
        ServerLog.quieten();
        ServerLog.quietenSession("/file:/some/where/_reelmill");
    }

    @AfterEach
    void leave() {
        ServerLog.leave();
        logger.removeHandler(handler);
        connections.removeHandler(handler);
        session.removeHandler(handler);
    }

    @Test
    void showsNoStackTraceForARefusedFilm() {
        logger.log(
                Level.WARNING,
                "JBERET000001: Failed to run batchlet",
                new MediaException(MediaException.Kind.REFUSED, "not a film"));

        assertThat(seen).isEmpty();
    }

    @Test
    void showsThoseThatMeanAFault() {
        logger.log(Level.WARNING, "JBERET000001: Failed to run batchlet", new IllegalStateException("a fault"));

        assertThat(seen).hasSize(1);
    }

    @Test
    void doesNotTellWhereEveryJobDefinitionLies() {
        logger.log(new JBossLevel(), "JBERET000030: Resolved job file: /somewhere");
        logger.info("JBERET000033: Stopping job execution 1");

        assertThat(seen).extracting(LogRecord::getMessage).containsExactly("JBERET000033: Stopping job execution 1");
    }

    /** Ten minutes of faults left 86 MB of them in the log of each server. */
    @Test
    void showsNoStackTraceForEachStatementOfAnOutage() {
        connections.log(Level.WARNING, "DTX5007:Exception :", new SQLNonTransientConnectionException("away", "08001"));
        session.log(Level.WARNING, "", new SQLNonTransientConnectionException("away", "08001"));
        connections.log(Level.WARNING, "DTX5007:Exception :", new SQLException("a fault", "42000"));
        connections.warning("something else");

        assertThat(seen)
                .extracting(record -> Optional.ofNullable(record.getThrown()).map(Throwable::getMessage))
                .containsExactly(Optional.of("a fault"), Optional.empty());
    }
}

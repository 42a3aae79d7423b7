package org.reelmill.app;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jberet.util.BatchUtil;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.ApplicationStarted;
import org.tinylog.Logger;

/**
 * Closes the batch executions that a killed server left as started: at its next start a node ends those that name it. Their
 * work goes on by its claims, never by a restart of the execution.
 */
@ApplicationScoped
public class BatchOrphans {

    /** Before the node joins and starts executions of its own. */
    private static final int BEFORE_WORK = 50;

    private static final String UNFINISHED = " BATCHSTATUS IN ('STARTING', 'STARTED', 'STOPPING')";

    private static final List<String> CLOSING = List.of(
            "UPDATE PARTITION_EXECUTION SET BATCHSTATUS = 'FAILED', EXITSTATUS = 'FAILED' WHERE" + UNFINISHED
                    + " AND STEPEXECUTIONID IN (SELECT STEPEXECUTIONID FROM STEP_EXECUTION WHERE JOBEXECUTIONID = ?)",
            "UPDATE STEP_EXECUTION SET BATCHSTATUS = 'FAILED', EXITSTATUS = 'FAILED', ENDTIME = CURRENT_TIMESTAMP(3) WHERE"
                    + UNFINISHED + " AND JOBEXECUTIONID = ?",
            "UPDATE JOB_EXECUTION SET BATCHSTATUS = 'FAILED', EXITSTATUS = 'FAILED', ENDTIME = CURRENT_TIMESTAMP(3),"
                    + " LASTUPDATEDTIME = CURRENT_TIMESTAMP(3) WHERE" + UNFINISHED + " AND JOBEXECUTIONID = ?");

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    private final Configuration configuration;

    @Inject
    BatchOrphans(Configuration configuration) {
        this.configuration = configuration;
    }

    /** For CDI's proxy. */
    protected BatchOrphans() {
        this(null);
    }

    void close(@Observes @Priority(BEFORE_WORK) ApplicationStarted started) {
        try (Connection connection = dataSource.getConnection()) {
            List<Long> orphans = findOrphans(connection, configuration.nodeName());
            for (long execution : orphans) {
                for (String statement : CLOSING) {
                    update(connection, statement, execution);
                }
            }
            if (!orphans.isEmpty()) {
                Logger.info("Closed {} batch executions that this node left open when it was killed", orphans.size());
            }
        } catch (SQLException e) {
            // why: the node can work all the same, and closes them at its next start
            Logger.warn("Batch executions of an earlier run could not be closed: {}", e.getMessage());
        }
    }

    private static List<Long> findOrphans(Connection connection, String node) throws SQLException {
        List<Long> orphans = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT JOBEXECUTIONID, JOBPARAMETERS FROM JOB_EXECUTION WHERE" + UNFINISHED);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                String parameters = rows.getString(2);
                if (parameters != null
                        && node.equals(BatchUtil.stringToProperties(parameters).getProperty("node"))) {
                    orphans.add(rows.getLong(1));
                }
            }
        }
        return orphans;
    }

    private static void update(Connection connection, String statement, long execution) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setLong(1, execution);
            update.executeUpdate();
        }
    }
}

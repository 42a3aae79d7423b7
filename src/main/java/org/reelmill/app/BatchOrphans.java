package org.reelmill.app;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reelmill.node.Node;
import org.reelmill.node.NodeLife;
import org.reelmill.node.NodePurged;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.Predecessor;
import org.reelmill.operator.ExecutionChanged;
import org.reelmill.shared.ApplicationStarted;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/**
 * Closes the batch executions that a killed server left as started: its successor does when it starts, and others do when they
 * have removed its node. An execution names its node by uuid, so that nobody closes those of a living node that has the same
 * name. Their work goes on by its claims, never by a restart of the execution.
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

    private final EmbeddedBatchEnvironment batch;
    private final Predecessor predecessor;
    private final NodeRegistry nodes;
    private final NodeLife nodeLife;
    private final Event<ExecutionChanged> changed;

    @Inject
    BatchOrphans(
            EmbeddedBatchEnvironment batch,
            Predecessor predecessor,
            NodeRegistry nodes,
            NodeLife nodeLife,
            Event<ExecutionChanged> changed) {
        this.batch = batch;
        this.predecessor = predecessor;
        this.nodes = nodes;
        this.nodeLife = nodeLife;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected BatchOrphans() {
        this(null, null, null, null, null);
    }

    void close(@Observes @Priority(BEFORE_WORK) ApplicationStarted started) {
        close();
    }

    void close(@Observes NodePurged purged) {
        close();
    }

    private void close() {
        try (Connection connection = batch.dataSource().getConnection()) {
            List<Long> orphans = findOrphans(connection);
            for (long execution : orphans) {
                for (String statement : CLOSING) {
                    update(connection, statement, execution);
                }
                changed.fire(new ExecutionChanged(execution, ExecutionChanged.What.CLOSED));
            }
            if (!orphans.isEmpty()) {
                Logger.info("Closed {} batch executions that a killed node left open", orphans.size());
            }
        } catch (SQLException | RuntimeException e) {
            // why: the node can work all the same, and somebody closes them the next time
            Logger.warn("Batch executions of killed nodes could not be closed: {}", e.getMessage());
        }
    }

    private List<Long> findOrphans(Connection connection) throws SQLException {
        Map<Long, UUID> owners = owners(connection);
        // after the executions: a node is registered before it starts any
        Set<UUID> alive = nodes.all().stream().map(Node::uuid).collect(Collectors.toSet());
        predecessor.uuid().ifPresent(alive::remove);
        return owners.entrySet().stream()
                .filter(execution -> !alive.contains(execution.getValue()) && !nodeLife.is(execution.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The nodes of the unfinished executions; one that was started before its server had joined has none. */
    private static Map<Long, UUID> owners(Connection connection) throws SQLException {
        Map<Long, UUID> owners = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT JOBEXECUTIONID, NODEUUID FROM JOB_EXECUTION"
                        + " WHERE NODEUUID IS NOT NULL AND" + UNFINISHED);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                owners.put(rows.getLong(1), Uuids.fromBytes(rows.getBytes(2)));
            }
        }
        return owners;
    }

    private static void update(Connection connection, String statement, long execution) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setLong(1, execution);
            update.executeUpdate();
        }
    }
}

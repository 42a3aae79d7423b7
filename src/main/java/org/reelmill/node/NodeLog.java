package org.reelmill.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.Demands;
import org.reelmill.shared.LogTail;
import org.reelmill.shared.Rights;

/**
 * The latest log lines of every node, in the database, so that one sees what a node says without going to its machine. A
 * help for people: what cannot be written is lost, and the file on the node has it all.
 */
@ApplicationScoped
public class NodeLog {

    /** Lines that are kept for each node. */
    static final int KEPT = 500;

    /** For nodes that are gone. */
    private static final Duration KEPT_FOR = Duration.ofDays(7);

    private final NodeLogRepository lines;
    private final NodeLife life;
    private final Clock clock;

    /** For CDI's proxy. */
    protected NodeLog() {
        this(null, null, null);
    }

    @Inject
    NodeLog(NodeLogRepository lines, NodeLife life, Clock clock) {
        this.lines = lines;
        this.life = life;
        this.clock = clock;
    }

    /** Writes what this node has logged since the last call. */
    public void write() {
        Optional<ThisNode> self = life.self();
        if (self.isPresent()) {
            List<LogTail.Line> latest = LogTail.take();
            if (!latest.isEmpty()) {
                lines.add(self.get().uuid(), latest, KEPT);
            }
        }
    }

    /** Drops the lines of nodes that have been gone for long. */
    public void sweep() {
        lines.deleteBefore(clock.instant().minus(KEPT_FOR));
    }

    /** Number of the newest line of a node; 0 when there is none. */
    public long newest(UUID node) {
        return lines.newest(node);
    }

    /** Newest first. */
    @Demands(Rights.NODES)
    public List<NodeLogLine> latest(UUID node, int limit) {
        return lines.latest(node, limit);
    }
}

package org.reelmill.node.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.omnifaces.cdi.Param;
import org.omnifaces.cdi.ViewScoped;
import org.omnifaces.util.Faces;
import org.reelmill.node.NodeLog;
import org.reelmill.node.NodeLogLine;
import org.reelmill.node.NodeMarks;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.NodeReport;

/** One node, with the tail of its log. */
@Named
@ViewScoped
public class NodeBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int LINES = 200;

    private final NodeRegistry nodes;
    private final NodeLog log;
    private final NodeMarks marks;
    private final UUID uuid;

    /** For CDI's proxy. */
    protected NodeBacking() {
        this(null, null, null, null);
    }

    /** @param path what follows {@code /nodes/} in the address */
    @Inject
    public NodeBacking(NodeRegistry nodes, NodeLog log, NodeMarks marks, @Param(pathIndex = 0) String path) {
        this.nodes = nodes;
        this.log = log;
        this.marks = marks;
        this.uuid = parse(path);
    }

    /** Whether it is the page of one node, and not the list. */
    public boolean isOne() {
        return Faces.getRequestPathInfo() != null;
    }

    /** The answer is 404 when there is no such node. */
    public void open() {
        if (uuid == null || nodes.find(uuid).isEmpty()) {
            Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
        }
    }

    /** Null when it has left meanwhile. */
    public NodeReport getReport() {
        return uuid == null ? null : nodes.findReport(uuid).orElse(null);
    }

    public UUID getUuid() {
        return uuid;
    }

    /** Another one when the page has something else to show. */
    public String getMark() {
        return uuid == null ? "" : marks.of(uuid, nodes.findReport(uuid));
    }

    /** Newest first. */
    public List<NodeLogLine> getLog() {
        return log.latest(uuid, LINES);
    }

    private static UUID parse(String path) {
        try {
            return path == null ? null : UUID.fromString(path);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

package org.reelmill.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.Mark;

/** Tells whether a page about nodes would look otherwise now, beside what changes all the time. */
@ApplicationScoped
public class NodeMarks {

    private final NodeLog log;

    /** For CDI's proxy. */
    protected NodeMarks() {
        this(null);
    }

    @Inject
    NodeMarks(NodeLog log) {
        this.log = log;
    }

    /** Of the list of nodes. */
    public String of(List<NodeReport> reports) {
        return Mark.of(reports.stream().map(NodeReport::mark).toList());
    }

    /** Of the page of one node, with its log. @param report empty when it has left */
    public String of(UUID node, Optional<NodeReport> report) {
        return Mark.of(report.map(NodeReport::mark), log.newest(node));
    }
}

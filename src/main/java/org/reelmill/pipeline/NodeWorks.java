package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the nodes have in hand now. */
@ApplicationScoped
public class NodeWorks {

    /** More are not shown at a time. */
    private static final int MOST = 2000;

    private final SegmentRepository segments;

    /** For CDI's proxy. */
    protected NodeWorks() {
        this(null);
    }

    @Inject
    NodeWorks(SegmentRepository segments) {
        this.segments = segments;
    }

    /** The segments in hand, by node. */
    public Map<UUID, List<NodeWork>> byNode() {
        return segments.inHand(MOST).stream().collect(Collectors.groupingBy(NodeWork::node));
    }
}

package org.reelmill.pipeline.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reelmill.pipeline.NodeWork;
import org.reelmill.pipeline.NodeWorks;

/** What the nodes encode at the moment of the request. */
@Named
@RequestScoped
public class NodeWorkBacking {

    private final NodeWorks works;

    private Map<UUID, List<NodeWork>> byNode;

    /** For CDI's proxy. */
    protected NodeWorkBacking() {
        this(null);
    }

    @Inject
    public NodeWorkBacking(NodeWorks works) {
        this.works = works;
    }

    public List<NodeWork> of(UUID node) {
        if (byNode == null) {
            byNode = works.byNode();
        }
        return byNode.getOrDefault(node, List.of());
    }
}

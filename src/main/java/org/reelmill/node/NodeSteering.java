package org.reelmill.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.reelmill.shared.Bulk;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;

/** What people can do with a node, and with many at a time. */
@ApplicationScoped
public class NodeSteering {

    /** For the log of the node, and whoever asks why it does not work. */
    private static final String BY_HAND = "By an operator";

    private final NodeRegistry nodes;

    @Inject
    NodeSteering(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    /** For CDI's proxy. */
    protected NodeSteering() {
        this(null);
    }

    /** What can be done with a node; the last part of the keys of its texts. */
    public enum Action {
        AUTHORISE,
        DEAUTHORISE,
        DRAIN,
        UNDRAIN,
        TERMINATE
    }

    /** @throws NotFoundException no such node */
    public void steer(Action action, UUID node) {
        switch (action) {
            case AUTHORISE -> nodes.authorise(node);
            case DEAUTHORISE -> nodes.deauthorise(node, BY_HAND);
            case DRAIN -> nodes.drain(node, true);
            case UNDRAIN -> nodes.drain(node, false);
            case TERMINATE -> nodes.terminate(node);
        }
    }

    /** @throws InvalidInputException none are named, or too many */
    public List<Bulk.Result> steer(Action action, List<UUID> uuids) {
        return Bulk.each("nodes", uuids, node -> steer(action, node));
    }
}

package org.reelmill.node;

import org.reelmill.shared.Mark;

/**
 * A node as it stands now.
 *
 * @param silentSeconds since its last sign of life, by the database's clock
 */
public record NodeReport(Node node, NodeState state, long silentSeconds) {

    /** @param lease seconds after which a node that gives no sign of life holds nothing any more */
    static NodeReport of(Node node, long silentSeconds, int lease) {
        return new NodeReport(node, silentSeconds > lease ? NodeState.SILENT : node.state(), silentSeconds);
    }

    /** Another one whenever something else is to be seen of it, beside what changes all the time. */
    String mark() {
        return Mark.of(
                node.uuid(),
                node.name(),
                state,
                node.authorised(),
                node.draining(),
                node.terminating(),
                node.slots(),
                node.roles(),
                node.encoder(),
                node.abilities().codecList(),
                node.reason(),
                node.notice(),
                node.hindrances());
    }

    public boolean silent() {
        return state == NodeState.SILENT;
    }
}

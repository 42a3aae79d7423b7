package org.reelmill.node;

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

    public boolean silent() {
        return state == NodeState.SILENT;
    }
}

package org.reelmill.node;

/**
 * All nodes that may take work together, as one of them sees them.
 *
 * @param nodes how many, at least 1
 * @param slots segments that they encode at a time, at least 1
 * @param speed pictures a second in one slot, on average over the nodes that have encoded; 0 when none has
 * @param ownSpeed of the node that asks; 0 when it has encoded nothing yet
 * @param place of the node that asks among them, from 0; each has another
 */
public record Farm(int nodes, int slots, double speed, double ownSpeed, int place) {

    /** A node with less than this share of the average speed is slow. */
    private static final double SLOW = 0.6;

    /** Whether the node that asks is much slower than the others. */
    public boolean slow() {
        return ownSpeed > 0 && ownSpeed < SLOW * speed;
    }
}

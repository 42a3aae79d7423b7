package org.reelmill.node;

import java.util.List;
import java.util.UUID;

/** Somebody whose claims live as long as this node does. Called by the heartbeat, from its own thread. */
public interface LeaseHolder {

    /** The job of each task in hand. */
    List<UUID> jobsInHand();

    /** Number of the tasks in hand, also of those that belong to no job: a node that shall leave waits for them. */
    default int tasksInHand() {
        return jobsInHand().size();
    }

    /** Prolongs every lease of the node, and finds out which are lost. */
    void renew(UUID node, int leaseSeconds);

    /** The node is gone from the register: whatever it held is lost, and its work must stop at once (S4.25). */
    void lost(UUID node);

    /** The node was killed: nothing of its work runs any more, so its leases need not be waited for. */
    void died(UUID node);
}

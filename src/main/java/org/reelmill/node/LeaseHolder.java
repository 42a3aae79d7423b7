package org.reelmill.node;

import java.util.UUID;

/** Somebody whose claims live as long as this node does. Called by the heartbeat, from its own thread. */
public interface LeaseHolder {

    /** Prolongs every lease of the node, and finds out which are lost. */
    void renew(UUID node, int leaseSeconds);

    /** The node is gone from the register: whatever it held is lost, and its work must stop at once (S4.25). */
    void lost(UUID node);
}

package org.reelmill.node;

/** How a node stands, in one word. Of several that are true the first one holds. */
public enum NodeState {
    /** It gives no sign of life; what it held is taken back when its leases end. */
    SILENT,
    /** It was told to leave between tasks. */
    LEAVING,
    /** The mill distrusts it: its operator let it try, and it proves its encoders now. */
    ON_TRIAL,
    /** The mill distrusts it, because different jobs failed on it. */
    SUSPENDED,
    /** Its operator lets it take no work. */
    DEAUTHORISED,
    /** It finishes what it has in hand. */
    DRAINING,
    /** It has nothing in hand any more and takes nothing. */
    DRAINED,
    /** Something keeps it from all of its roles. */
    HINDERED,
    /** It has work in hand. */
    WORKING,
    /** It waits for work. */
    IDLE
}

package org.reelmill.pipeline;

/**
 * The work of this node on a task did not lead to a result that counts. Fired in the transaction in which that is settled.
 *
 * @param cause why, whoever is to blame
 */
public record TaskTrouble(TaskKind kind, Cause cause) {

    public enum Cause {
        /** It was stopped, or its claim was lost meanwhile. */
        STOPPED,
        /** It had a result, but the claim was lost by then: the fence refused it. */
        LATE,
        /** The database was away. */
        DATABASE,
        /** The disk is full, read-only or gone. */
        DISK,
        /** The source is no film, or damaged, or was changed. */
        SOURCE,
        /** Segments are not what a sequential decode gives. */
        CUT_UNSAFE,
        /** The encoder failed. */
        FAILED,
        /** The encoder made no progress. */
        STALLED,
        /** A fault of ours. */
        UNEXPECTED
    }
}

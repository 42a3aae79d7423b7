package org.reelmill.pipeline;

/** What came of an attempt at a task. */
public enum Verdict {
    /** Its result counts. */
    DONE,
    /** Another attempt at the same task was faster. */
    SUPERSEDED,
    /** It went wrong and is counted as a failure. */
    FAILED,
    /** The node gave the task back, for instance because it leaves. */
    RELEASED,
    /** The node fell silent. */
    LOST,
    /** The task was taken away: its job was cancelled, deleted or has failed. */
    REVOKED
}

package org.reelmill.operator;

/**
 * Something that people see of an execution was changed: a hint, because the batch runtime writes its rows itself. Whoever is
 * told looks at the row (ADR 0022).
 */
public record ExecutionChanged(long execution, What what) {

    public enum What {
        BEGAN,
        /** It came to its next step. */
        STEP,
        ENDED,
        /** Somebody asked to stop it. */
        STOPPING,
        ABANDONED,
        /** Ended by somebody else, because its server was gone. */
        CLOSED,
        RESTARTED
    }
}

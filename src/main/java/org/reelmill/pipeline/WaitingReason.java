package org.reelmill.pipeline;

/**
 * Why nothing happens to a job at the moment.
 *
 * @param text for people
 */
public record WaitingReason(Code code, String text) {

    /** For programs. */
    public enum Code {
        PAUSED,
        STAGE_OFF,
        LEAVING,
        NO_OUTPUT,
        NO_NODE,
        NO_ENCODER,
        HELD_BACK,
        TURN
    }
}

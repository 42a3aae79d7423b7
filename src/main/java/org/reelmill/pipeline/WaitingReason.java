package org.reelmill.pipeline;

/**
 * Why nothing happens to a job at the moment.
 *
 * @param text for people: the rule that holds it up
 * @param remedy for people: the one change that would release it
 */
public record WaitingReason(Code code, String text, String remedy) {

    /** For programs. */
    public enum Code {
        PAUSED,
        STAGE_OFF,
        LEAVING,
        NO_OUTPUT,
        NO_NODE,
        NODE_SILENT,
        SUSPENDED,
        DEAUTHORISED,
        DRAINING,
        NO_CODEC,
        NO_ENCODER,
        FOLDER,
        NO_SPACE,
        HELD_BACK,
        TURN
    }
}

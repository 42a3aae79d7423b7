package org.reelmill.pipeline;

import org.reelmill.shared.Sentence;

/**
 * Why nothing happens to a job at the moment.
 *
 * @param text for people: the rule that holds it up
 * @param remedy for people: the one change that would release it
 */
public record WaitingReason(Code code, Sentence text, Sentence remedy) {

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
        VERSION,
        FOLDER,
        NO_SPACE,
        HELD_BACK,
        ENOUGH_READY,
        TURN
    }
}

package org.reelmill.watch;

/** How far the rule of a folder is with a file that is registered. Stored by its code. */
public enum FollowUp {
    /** The rule asks for no more. */
    NONE(0),
    /** A job or a copy is to be made. */
    WANTED(1),
    /** A job is made of it. */
    IN_WORK(2),
    DONE(3),
    FAILED(4);

    private final int code;

    FollowUp(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static FollowUp of(int code) {
        for (FollowUp step : values()) {
            if (step.code == code) {
                return step;
            }
        }
        throw new IllegalArgumentException("No step has the code " + code);
    }
}

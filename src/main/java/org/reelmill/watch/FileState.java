package org.reelmill.watch;

/** What has become of a file in a watched folder. Stored by its code. */
public enum FileState {
    /** Not known to be complete yet. */
    SETTLING(0),
    /** Complete, and dealt with by the rule of its folder. */
    REGISTERED(1),
    /** It will not be registered as it is; looked at again when it changes. */
    REFUSED(2),
    /** It was there, and is no more. */
    GONE(3);

    private final int code;

    FileState(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static FileState of(int code) {
        for (FileState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("No state of a file has the code " + code);
    }
}

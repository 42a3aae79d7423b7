package org.reelmill.pipeline;

import java.util.Arrays;

/** Where one task of a job is (S4.2). */
public enum TaskStatus {
    READY(0),
    RUNNING(1),
    COMPLETED(2),
    ERROR(13);

    private final int code;

    TaskStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException a code that is none of S4.2's */
    public static TaskStatus of(int code) {
        return Arrays.stream(values())
                .filter(status -> status.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no task status has the code " + code));
    }
}

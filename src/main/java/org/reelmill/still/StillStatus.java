package org.reelmill.still;

import java.util.Locale;

/** S1.12, and {@code RUNNING}, which the old system never showed. */
public enum StillStatus {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED;

    /** As the messages of S1.13 end. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean ended() {
        return this == COMPLETED || this == FAILED;
    }
}

package org.reelmill.conversion;

import java.util.Arrays;
import java.util.Locale;

/** States of an item (S2.7), as the column holds them. */
public enum ItemStatus {
    TO_DO(0),
    IN_PROGRESS(1),
    FINISHED_SUCCESSFUL(2),
    FINISHED_WITH_ERRORS(3),
    REJECTED(4);

    private final int code;

    ItemStatus(int code) {
        this.code = code;
    }

    static ItemStatus of(int code) {
        return Arrays.stream(values())
                .filter(status -> status.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state has the number " + code));
    }

    int code() {
        return code;
    }

    /** As clients know it, such as {@code to_do}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean ended() {
        return this != TO_DO && this != IN_PROGRESS;
    }
}

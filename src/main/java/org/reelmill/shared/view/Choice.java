package org.reelmill.shared.view;

import java.util.Arrays;

/** What an address says of a field in which one of a few things is chosen. */
public final class Choice {

    private Choice() {}

    /** The constant of this name; null, which stands for all, when there is none. */
    public static <E extends Enum<E>> E named(E[] constants, String name) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}

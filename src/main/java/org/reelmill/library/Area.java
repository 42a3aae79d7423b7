package org.reelmill.library;

import java.util.Locale;
import org.reelmill.shared.InvalidInputException;

/** The two trees of a library root. */
public enum Area {
    FILES,
    /** What was removed, until it is restored or deleted for ever. */
    GARBAGE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidInputException it is none of them */
    public static Area find(String word) {
        for (Area area : values()) {
            if (area.word().equals(word)) {
                return area;
            }
        }
        throw new InvalidInputException("area", "must be files or garbage");
    }
}

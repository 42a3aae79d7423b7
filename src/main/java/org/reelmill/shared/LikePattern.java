package org.reelmill.shared;

import java.util.Locale;

/** Patterns for {@code like … escape '!'}, in which what people typed stands for nothing but itself. */
public final class LikePattern {

    private LikePattern() {}

    /** For a lower-cased column that holds the text anywhere. */
    public static String holding(String text) {
        return "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%";
    }

    /** For a column that begins with the text. */
    public static String beginning(String text) {
        return escaped(text) + "%";
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}

package org.reelmill.media.jave;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** A line of ffprobe's {@code -of compact} output: {@code section|key=value|key=value}. For values without a bar only. */
final class Compact {

    private final String section;
    private final Map<String, String> values = new HashMap<>();

    private Compact(String section) {
        this.section = section;
    }

    static Compact parse(String line) {
        String[] parts = line.split("\\|");
        Compact compact = new Compact(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                compact.values.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
        }
        return compact;
    }

    boolean is(String wanted) {
        return section.equals(wanted);
    }

    /** Empty when ffprobe does not know it. */
    String text(String key) {
        String value = values.getOrDefault(key, "");
        return value.equals("N/A") ? "" : value;
    }

    OptionalLong number(String key) {
        String value = text(key);
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }
}

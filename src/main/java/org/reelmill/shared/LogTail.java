package org.reelmill.shared;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The latest lines of this server's log that nobody has taken yet. The log lives before there are beans, so this is no bean.
 * When nobody takes lines the oldest give way.
 */
public final class LogTail {

    static final int CAPACITY = 500;

    private static final Deque<Line> LINES = new ArrayDeque<>();

    private LogTail() {}

    /** @param level {@code INFO}, {@code WARN} or {@code ERROR} */
    public record Line(Instant logged, String level, String message) {}

    public static void add(Line line) {
        synchronized (LINES) {
            LINES.addLast(line);
            if (LINES.size() > CAPACITY) {
                LINES.removeFirst();
            }
        }
    }

    /** The lines since the last call, oldest first. */
    public static List<Line> take() {
        synchronized (LINES) {
            List<Line> taken = new ArrayList<>(LINES);
            LINES.clear();
            return taken;
        }
    }
}

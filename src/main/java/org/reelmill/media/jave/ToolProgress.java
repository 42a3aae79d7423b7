package org.reelmill.media.jave;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a running process has reported. Written by the threads that read its output, read by the one that watches over it.
 */
final class ToolProgress {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private long frames;
    private String position = "";
    private String size = "";
    private long bytesRead;
    private long lastSign = System.nanoTime();

    /** Whether the line belongs to {@code -progress}; others are what the tool has to say. */
    static boolean isReport(String line) {
        int equals = line.indexOf('=');
        return equals > 0
                && switch (line.substring(0, equals)) {
                    case "frame",
                            "fps",
                            "bitrate",
                            "total_size",
                            "out_time_us",
                            "out_time_ms",
                            "out_time",
                            "dup_frames",
                            "drop_frames",
                            "speed",
                            "progress" -> true;
                    default -> line.startsWith("stream_");
                };
    }

    /** One line of {@code -progress}: {@code key=value}; others are ignored. A value that has not changed is no sign of life. */
    synchronized void report(String line) {
        if (!isReport(line)) {
            return;
        }
        int equals = line.indexOf('=');
        String value = line.substring(equals + 1).trim();
        switch (line.substring(0, equals)) {
            case "frame" -> frames(value);
            case "out_time_us" -> {
                sign(!value.equals(position));
                position = value;
            }
            case "total_size" -> {
                sign(!value.equals(size));
                size = value;
            }
            default -> {
                // derived from the others
            }
        }
    }

    private void frames(String value) {
        if (NUMBER.matcher(value).matches()) {
            long now = Long.parseLong(value);
            sign(now != frames);
            frames = now;
        }
    }

    synchronized void bytesRead(long now) {
        sign(now != bytesRead);
        bytesRead = now;
    }

    /** Something was printed. */
    synchronized void sign() {
        sign(true);
    }

    private void sign(boolean moved) {
        if (moved) {
            lastSign = System.nanoTime();
        }
    }

    synchronized long frames() {
        return frames;
    }

    synchronized boolean silentFor(Duration time) {
        return System.nanoTime() - lastSign > time.toNanos();
    }
}

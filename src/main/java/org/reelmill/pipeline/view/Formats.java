package org.reelmill.pipeline.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values in the form that people read; functions of the tag library. */
public final class Formats {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Formats() {}

    /** {@code 1.2 GB}; the units are powers of 1000, as on disks. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** {@code 1:02:03}, {@code 2:03}. */
    public static String duration(double seconds) {
        Duration whole = Duration.ofSeconds(Math.round(seconds));
        return whole.toHours() > 0
                ? String.format(
                        Locale.ROOT, "%d:%02d:%02d", whole.toHours(), whole.toMinutesPart(), whole.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", whole.toMinutes(), whole.toSecondsPart());
    }

    /** {@code 24.9}. */
    public static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** ISO 8601 for the attribute {@code datetime}; the browser shows it in its own time zone. */
    public static String iso(Object time) {
        return instant(time).toString();
    }

    /** For browsers without scripts. */
    public static String utc(Object time) {
        return TIME.format(instant(time));
    }

    /** Times of the database are UTC. */
    private static Instant instant(Object time) {
        return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) time;
    }
}

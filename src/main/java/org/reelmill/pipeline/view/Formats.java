package org.reelmill.pipeline.view;

import jakarta.faces.context.FacesContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Values in the form that people read; functions of the tag library. */
public final class Formats {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** Controls of the bidirectional algorithm (UAX #9). */
    private static final Pattern TURNING = Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private static final Map<String, String> CONTAINERS = Map.of(
            "mov", "MP4",
            "matroska", "Matroska",
            "mpegts", "MPEG-TS",
            "mpeg", "MPEG-PS",
            "asf", "Windows Media");

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Formats() {}

    /** {@code 1.2 GB}; the units are powers of 1000, as on disks. */
    public static String bytes(long bytes) {
        return bytes(bytes, locale());
    }

    static String bytes(long bytes, Locale locale) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(locale, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
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
        return String.format(locale(), "%.1f", value);
    }

    /** {@code H.264}; a codec that is none of ours stays as it is. */
    public static String codec(Object codec) {
        return String.valueOf(codec).replaceFirst("(?i)^H(26[45])$", "H.$1");
    }

    /** {@code MP4} for ffmpeg's {@code mov,mp4,m4a,3gp,3g2,mj2}; one without a usual name by ffmpeg's first. */
    public static String container(String names) {
        String first = names.split(",", 2)[0];
        return CONTAINERS.getOrDefault(first, first.toUpperCase(Locale.ROOT));
    }

    /** A name with those characters shown that would turn the order of the others: what ends in exe must not look as if it ended in jpg. */
    public static String name(String name) {
        return name == null ? "" : TURNING.matcher(name).replaceAll("\uFFFD");
    }

    /** ISO 8601 for the attribute {@code datetime}; the browser shows it in its own time zone. */
    public static String iso(Object time) {
        return instant(time).toString();
    }

    /** For browsers without scripts. */
    public static String utc(Object time) {
        return TIME.format(instant(time));
    }

    /** Of the page. */
    private static Locale locale() {
        return FacesContext.getCurrentInstance().getViewRoot().getLocale();
    }

    /** Times of the database are UTC. */
    private static Instant instant(Object time) {
        return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) time;
    }
}

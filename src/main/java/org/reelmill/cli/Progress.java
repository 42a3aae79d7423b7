package org.reelmill.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** A bar with rate and remaining time on a terminal; nothing at all in a pipe. */
final class Progress implements AutoCloseable {

    private static final long REDRAW_NANOS = 200_000_000;
    private static final int WIDTH = 24;
    private static final double SECOND = 1e9;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final String label;
    private final long total;
    private final long begin = System.nanoTime();
    private final long beginBytes;
    private long done;
    private long drawn;

    /** @param done bytes that were there before */
    Progress(PrintWriter out, boolean terminal, String label, long done, long total) {
        this.out = out;
        this.terminal = terminal;
        this.label = label;
        this.total = total;
        this.done = done;
        this.beginBytes = done;
    }

    synchronized void add(long bytes) {
        done += bytes;
        long now = System.nanoTime();
        if (terminal && now - drawn > REDRAW_NANOS) {
            drawn = now;
            out.print(CLEAR + line((now - begin) / SECOND));
            out.flush();
        }
    }

    /** The bar after so many seconds. */
    String line(double seconds) {
        double share = total == 0 ? 1 : Math.min(1, (double) done / total);
        int full = (int) (share * WIDTH);
        double rate = seconds > 0 ? (done - beginBytes) / seconds : 0;
        String rest = rate > 0 ? time((total - done) / rate) : "--:--";
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3d%% %s/s, %s left",
                label,
                "=".repeat(full),
                " ".repeat(WIDTH - full),
                (int) (share * 100),
                size((long) rate),
                rest);
    }

    static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    private static String time(double seconds) {
        long whole = Math.max(0, (long) seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60);
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        if (terminal) {
            out.print(CLEAR);
            out.flush();
        }
    }
}

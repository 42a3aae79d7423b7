package org.reelmill.media.jave;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Takes the lines of ffmpeg's {@code framehash} about sound, and tells of each from when to when it lasts. */
final class SoundLines implements Consumer<String> {

    private static final String TIME_BASE = "#tb ";
    private static final int PTS_COLUMN = 2;
    private static final int DURATION_COLUMN = 3;

    private final Map<Integer, Double> timeBases = new HashMap<>();
    private final Taker taker;

    /** Of one line. */
    @FunctionalInterface
    interface Taker {

        /** @param start in seconds from the start of the file, as the end */
        void take(int stream, double start, double end);
    }

    SoundLines(Taker taker) {
        this.taker = taker;
    }

    @Override
    public void accept(String line) {
        if (line.startsWith(TIME_BASE)) {
            timeBase(line.substring(TIME_BASE.length()));
        } else if (!line.startsWith("#")) {
            packet(line.split(","));
        }
    }

    /** As in {@code 0: 1/48000}. */
    private void timeBase(String text) {
        String[] parts = text.split("[:/]");
        timeBases.put(
                Integer.valueOf(parts[0].trim()),
                Double.parseDouble(parts[1].trim()) / Double.parseDouble(parts[2].trim()));
    }

    private void packet(String[] columns) {
        int stream = Integer.parseInt(columns[0].trim());
        double unit = timeBases.get(stream);
        long pts = Long.parseLong(columns[PTS_COLUMN].trim());
        long duration = Long.parseLong(columns[DURATION_COLUMN].trim());
        taker.take(stream, pts * unit, (pts + duration) * unit);
    }
}

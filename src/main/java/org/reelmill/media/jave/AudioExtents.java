package org.reelmill.media.jave;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the lines of ffmpeg's {@code framehash} about copied audio packets, and keeps where each stream starts and ends. */
final class AudioExtents implements Consumer<String> {

    private static final String TIME_BASE = "#tb ";
    private static final int PTS_COLUMN = 2;
    private static final int DURATION_COLUMN = 3;

    private final Map<Integer, Double> timeBases = new HashMap<>();
    private final Map<Integer, Extent> extents = new HashMap<>();

    /** In seconds from the start of the file. */
    record Extent(double start, double end) {

        Extent with(Extent other) {
            return new Extent(Math.min(start, other.start), Math.max(end, other.end));
        }
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
        extents.merge(stream, new Extent(pts * unit, (pts + duration) * unit), Extent::with);
    }

    /** Empty when the stream has no packets. */
    Optional<Extent> of(int stream) {
        return Optional.ofNullable(extents.get(stream));
    }
}

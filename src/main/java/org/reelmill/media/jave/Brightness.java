package org.reelmill.media.jave;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads what ffmpeg's {@code signalstats} says about a picture of full range. */
final class Brightness implements Consumer<String> {

    private static final String NAME = "lavfi.signalstats.";

    /** Mean luma below which a picture is nearly black. */
    private static final double DARK = 12;

    /** Distance of the darkest and the brightest tenth below which there is nothing to see. */
    private static final double FLAT = 8;

    private final Map<String, Double> values = new HashMap<>();

    @Override
    public void accept(String line) {
        int equals = line.indexOf('=');
        if (line.startsWith(NAME) && equals > 0) {
            values.put(line.substring(NAME.length(), equals), Double.valueOf(line.substring(equals + 1)));
        }
    }

    /** From 1 on it shows something; the smaller, the less. */
    double shown() {
        return Math.min(value("YAVG") / DARK, (value("YHIGH") - value("YLOW")) / FLAT);
    }

    private double value(String name) {
        return values.getOrDefault(name, 0.0);
    }
}

package org.reelmill.bench;

import java.util.List;
import java.util.Optional;

/**
 * One run of one way.
 *
 * @param wall seconds
 * @param cpu seconds of all cores
 * @param bytes of all outputs together
 * @param phases where a mill's time went
 */
record Turn(Way way, double wall, double cpu, long bytes, List<Rendition> renditions, Optional<Phases> phases) {

    /** How a film becomes its renditions. */
    enum Way {
        RAW("raw ffmpeg"),
        UNVERIFIED("mill"),
        VERIFIED("mill, verified");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** A film that came out. */
    record Rendition(int width, int height, long frames) {}
}

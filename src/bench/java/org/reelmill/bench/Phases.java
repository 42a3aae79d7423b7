package org.reelmill.bench;

import java.util.List;

/**
 * Where the time of a job went, in seconds, as seen from outside four times a second.
 *
 * @param waiting from handing in until somebody took it
 * @param ingest until its segments could be encoded
 * @param encode until the last segment was there
 * @param starved of that, slots times seconds in which a slot was free although segments were waiting
 * @param tail of that, slots times seconds in which a slot was free because none was left
 * @param export until the films were published
 * @param idle of all that, seconds in which no tool was running
 */
record Phases(double waiting, double ingest, double encode, double starved, double tail, double export, double idle) {

    /** What was seen at one time. */
    record Seen(double time, String status, long total, long running, long completed, int tools) {

        boolean waiting() {
            return status.equals("IMPORTED");
        }

        boolean ingesting() {
            return status.equals("INGESTING");
        }

        boolean encoding() {
            return status.equals("TRANSCODING") && completed < total;
        }

        /** Segments that nobody has taken. */
        long open() {
            return total - running - completed;
        }
    }

    static Phases of(List<Seen> all, int slots) {
        double waiting = 0;
        double ingest = 0;
        double encode = 0;
        double starved = 0;
        double tail = 0;
        double export = 0;
        double idle = 0;
        for (int i = 0; i + 1 < all.size(); i++) {
            Seen seen = all.get(i);
            double time = all.get(i + 1).time() - seen.time();
            idle += seen.tools() == 0 ? time : 0;
            if (seen.waiting()) {
                waiting += time;
            } else if (seen.ingesting()) {
                ingest += time;
            } else if (seen.encoding()) {
                encode += time;
                double free = time * Math.max(0, slots - seen.running());
                starved += seen.open() > 0 ? free : 0;
                tail += seen.open() > 0 ? 0 : free;
            } else {
                export += time;
            }
        }
        return new Phases(waiting, ingest, encode, starved, tail, export, idle);
    }
}

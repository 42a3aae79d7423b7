package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Path;

/** The counters of a transport stream's packets, by which a receiver knows that some were lost (ISO/IEC 13818-1, 2.4.3.3). */
final class Continuity {

    private static final int PAYLOAD = 0x10;
    private static final int ADAPTATION = 0x20;
    private static final int DISCONTINUITY = 0x80;
    private static final int UNKNOWN = -1;

    private int last = UNKNOWN;
    private boolean broken;

    private Continuity() {}

    /** Whether packets of a stream are missing from a file. */
    static boolean broken(Path file, int pid) throws IOException {
        Continuity continuity = new Continuity();
        TransportPackets.read(file, pid, packet -> {
            continuity.take(packet);
            return !continuity.broken;
        });
        return continuity.broken;
    }

    private void take(byte[] packet) {
        boolean wanted = (packet[3] & ADAPTATION) != 0 && packet[4] != 0 && (packet[5] & DISCONTINUITY) != 0;
        int counter = packet[3] & 0x0f;
        if ((packet[3] & PAYLOAD) != 0) {
            // a packet may be sent twice
            broken |= last != UNKNOWN && !wanted && counter != last && counter != (last + 1 & 0x0f);
            last = counter;
        }
    }
}

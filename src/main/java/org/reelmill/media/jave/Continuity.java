package org.reelmill.media.jave;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The counters of a transport stream's packets, by which a receiver knows that some were lost (ISO/IEC 13818-1, 2.4.3.3). */
final class Continuity {

    private static final int BUFFER = 1 << 18;
    private static final int PACKET = 188;
    private static final int SYNC = 0x47;
    private static final int PAYLOAD = 0x10;
    private static final int ADAPTATION = 0x20;
    private static final int DISCONTINUITY = 0x80;
    private static final int UNKNOWN = -1;

    private final int pid;
    private int last = UNKNOWN;
    private boolean broken;

    private Continuity(int pid) {
        this.pid = pid;
    }

    /** Whether packets of a stream are missing from a file. What stands between packets, as on a Blu-ray, is passed over. */
    static boolean broken(Path file, int pid) throws IOException {
        Continuity continuity = new Continuity(pid);
        byte[] packet = new byte[PACKET];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            for (int first = in.read(); first >= 0 && !continuity.broken; first = in.read()) {
                if (first == SYNC && in.readNBytes(packet, 1, PACKET - 1) == PACKET - 1) {
                    continuity.take(packet);
                }
            }
        }
        return continuity.broken;
    }

    private void take(byte[] packet) {
        if (((packet[1] & 0x1f) << 8 | packet[2] & 0xff) != pid) {
            return;
        }
        boolean wanted = (packet[3] & ADAPTATION) != 0 && packet[4] != 0 && (packet[5] & DISCONTINUITY) != 0;
        int counter = packet[3] & 0x0f;
        if ((packet[3] & PAYLOAD) != 0) {
            // a packet may be sent twice
            broken |= last != UNKNOWN && !wanted && counter != last && counter != (last + 1 & 0x0f);
            last = counter;
        }
    }
}

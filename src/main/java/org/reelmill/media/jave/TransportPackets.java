package org.reelmill.media.jave;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.reelmill.media.MediaInfo;
import org.reelmill.shared.Json;

/** The packets of one stream of a transport stream (ISO/IEC 13818-1, 2.4.3.2). */
final class TransportPackets {

    private static final int BUFFER = 1 << 18;
    private static final int PACKET = 188;
    private static final int SYNC = 0x47;
    private static final int NONE = -1;

    private TransportPackets() {}

    /**
     * In the file's order, each of 188 bytes in the same array. What stands between packets, as on a Blu-ray, is passed over.
     *
     * @param taker says whether it wants another one
     */
    static void read(Path file, int pid, Predicate<byte[]> taker) throws IOException {
        byte[] packet = new byte[PACKET];
        boolean more = true;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            for (int first = in.read(); first >= 0 && more; first = in.read()) {
                if (first == SYNC && in.readNBytes(packet, 1, PACKET - 1) == PACKET - 1 && pid(packet) == pid) {
                    more = taker.test(packet);
                }
            }
        }
    }

    /** Number of a stream of a source; no stream of sound has the one that is given where ffprobe knows none. */
    static int pid(MediaInfo info, int stream) {
        return JsonFields.objects(Json.readObject(info.probeJson()), "streams").stream()
                .filter(one -> JsonFields.integer(one, "index") == stream)
                .map(one -> JsonFields.text(one, "id"))
                .filter(id -> !id.isEmpty())
                .map(Integer::decode)
                .findFirst()
                .orElse(NONE);
    }

    private static int pid(byte[] packet) {
        return (packet[1] & 0x1f) << 8 | packet[2] & 0xff;
    }
}

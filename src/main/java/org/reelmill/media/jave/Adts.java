package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;

/**
 * AAC in a transport stream: it says in each packet how many channels it has, and of which rate it is (ISO/IEC 13818-7, 6.2). Broadcasts,
 * and recordings that were put one behind the other, change that on the way.
 */
final class Adts {

    private static final int START = 0x40;
    private static final int PAYLOAD = 0x10;
    private static final int ADAPTATION = 0x20;
    private static final int HEADER = 4;

    /** Of a packetized elementary stream, where the length of the rest of its header stands. */
    private static final int LENGTH = 8;

    private final Set<Integer> rates = new HashSet<>();
    private int last = -1;

    private Adts() {}

    /** Whether its rate changes on the way; not so of any other sound. Reads the whole file when it does not. */
    static boolean rateChanges(MediaInfo info, MediaInfo.Audio audio, Path source) throws MediaException {
        if (!info.container().equals("mpegts") || !audio.codec().equals("aac")) {
            return false;
        }
        Adts found = new Adts();
        try {
            TransportPackets.read(source, TransportPackets.pid(info, audio.index()), packet -> {
                found.take(packet);
                return found.rates.size() < 2;
            });
        } catch (IOException e) {
            throw new MediaException(MediaException.Kind.FAILED, "the source cannot be read", e);
        }
        return found.rates.size() > 1;
    }

    private void take(byte[] packet) {
        if ((packet[1] & START) == 0 || (packet[3] & PAYLOAD) == 0) {
            return;
        }
        int begin = HEADER + ((packet[3] & ADAPTATION) == 0 ? 0 : 1 + (packet[HEADER] & 0xff));
        if (begin + LENGTH >= packet.length) {
            return;
        }
        int sound = begin + LENGTH + 1 + (packet[begin + LENGTH] & 0xff);
        if (sound + 2 < packet.length && packet[sound] == (byte) 0xff && (packet[sound + 1] & 0xf6) == 0xf0) {
            int rate = packet[sound + 2] >> 2 & 0x0f;
            // what is damaged may look like a header, but hardly twice
            if (rate == last) {
                rates.add(rate);
            }
            last = rate;
        }
    }
}

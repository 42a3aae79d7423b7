package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;

/**
 * What the pictures and the sound of a transport stream say of themselves again and again, and may say otherwise on the way: in broadcasts,
 * and in recordings that were put one behind the other. ffmpeg goes by what is said first.
 */
final class TransportHeaders {

    private static final int START = 0x40;
    private static final int PAYLOAD = 0x10;
    private static final int ADAPTATION = 0x20;
    private static final int HEADER = 4;

    /** Of a packetized elementary stream, where the length of the rest of its header stands. */
    private static final int LENGTH = 8;

    private static final int NOTHING = -1;

    private final Reader reader;
    private final Set<Integer> stated = new HashSet<>();
    private int last = NOTHING;

    private TransportHeaders(Reader reader) {
        this.reader = reader;
    }

    /** Reads what is stated where an access unit begins, or {@link #NOTHING}. */
    @FunctionalInterface
    private interface Reader {

        /** @param at where in the packet the unit begins */
        int read(byte[] packet, int at);
    }

    /**
     * Whether AAC changes its rate (ADTS; ISO/IEC 13818-7, 6.2, {@code sampling_frequency_index}); not so of any other sound. Reads the
     * whole file when it does not.
     */
    static boolean rateChanges(MediaInfo info, MediaInfo.Audio audio, Path source) throws MediaException {
        return audio.codec().equals("aac") && change(info, audio.index(), source, TransportHeaders::rate);
    }

    /**
     * Whether MPEG-2 changes the shape of its pixels (ISO/IEC 13818-2, 6.2.2.1, {@code aspect_ratio_information}); not so of any other
     * pictures. Reads the whole file when it does not.
     */
    static boolean pixelsChange(MediaInfo info, Path source) throws MediaException {
        return info.video().codec().equals("mpeg2video")
                && change(info, info.video().index(), source, TransportHeaders::aspect);
    }

    private static int rate(byte[] packet, int at) {
        boolean adts = at + 2 < packet.length && packet[at] == (byte) 0xff && (packet[at + 1] & 0xf6) == 0xf0;
        return adts ? packet[at + 2] >> 2 & 0x0f : NOTHING;
    }

    private static int aspect(byte[] packet, int at) {
        boolean sequence = at + 7 < packet.length
                && packet[at] == 0
                && packet[at + 1] == 0
                && packet[at + 2] == 1
                && packet[at + 3] == (byte) 0xb3;
        return sequence ? packet[at + 7] >> 4 & 0x0f : NOTHING;
    }

    private static boolean change(MediaInfo info, int stream, Path source, Reader reader) throws MediaException {
        if (!info.container().equals("mpegts")) {
            return false;
        }
        TransportHeaders found = new TransportHeaders(reader);
        try {
            TransportPackets.read(source, TransportPackets.pid(info, stream), packet -> {
                found.take(packet);
                return found.stated.size() < 2;
            });
        } catch (IOException e) {
            throw new MediaException(MediaException.Kind.FAILED, "the source cannot be read", e);
        }
        return found.stated.size() > 1;
    }

    private void take(byte[] packet) {
        if ((packet[1] & START) == 0 || (packet[3] & PAYLOAD) == 0) {
            return;
        }
        int begin = HEADER + ((packet[3] & ADAPTATION) == 0 ? 0 : 1 + (packet[HEADER] & 0xff));
        if (begin + LENGTH >= packet.length) {
            return;
        }
        int now = reader.read(packet, begin + LENGTH + 1 + (packet[begin + LENGTH] & 0xff));
        if (now != NOTHING) {
            // what is damaged may look like a header, but hardly twice
            if (now == last) {
                stated.add(now);
            }
            last = now;
        }
    }
}

package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.reelmill.media.MediaException;
import org.reelmill.media.Supervision;

/** How much of a stream's sound a decoder gives nothing for, though there are packets of it. */
final class SoundGaps {

    /** Seconds; less at the beginning and the end is what decoders need to begin, and what encoders fill up with. */
    private static final double EDGE = 0.2;

    private final double[] starts;
    private final double[] ends;

    private SoundGaps(DoubleStream.Builder starts, DoubleStream.Builder ends) {
        this.starts = starts.build().toArray();
        this.ends = ends.build().toArray();
    }

    /** @param stream of the file, as {@code -map} takes it */
    static double seconds(Tools tools, Path file, String stream, Supervision supervision) throws MediaException {
        SoundGaps packets = list(tools, file, stream, "copy", supervision);
        SoundGaps sound = list(tools, file, stream, "pcm_s16le", supervision);
        return packets.without(sound);
    }

    private static SoundGaps list(Tools tools, Path file, String stream, String codec, Supervision supervision)
            throws MediaException {
        DoubleStream.Builder starts = DoubleStream.builder();
        DoubleStream.Builder ends = DoubleStream.builder();
        SoundLines lines = new SoundLines((index, start, end) -> {
            starts.add(start);
            ends.add(end);
        });
        List<String> arguments = new ArrayList<>(Tools.input(file));
        arguments.addAll(List.of("-map", stream, "-c", codec, "-f", "framehash", "-hash", "murmur3", "pipe:1"));
        tools.ffmpeg(arguments, lines, supervision);
        return new SoundGaps(starts, ends);
    }

    /** Of these, the time of all packets in the middle of which there is none of the other. */
    private double without(SoundGaps sound) {
        if (sound.starts.length == 0) {
            return total();
        }
        double first = sound.starts[0];
        double last = sound.ends[sound.ends.length - 1];
        double usual = usual();
        double before = 0;
        double within = 0;
        double behind = 0;
        for (int i = 0; i < starts.length; i++) {
            // where sound pauses, some containers let the packet before last so long
            double length = Math.min(usual, ends[i] - starts[i]);
            double middle = starts[i] + length / 2;
            if (middle < first) {
                before += length;
            } else if (middle > last) {
                behind += length;
            } else if (!sound.covers(middle)) {
                within += length;
            }
        }
        return within + (before > EDGE ? before : 0) + (behind > EDGE ? behind : 0);
    }

    private double usual() {
        double[] lengths = IntStream.range(0, starts.length)
                .mapToDouble(i -> ends[i] - starts[i])
                .sorted()
                .toArray();
        return lengths.length == 0 ? 0 : lengths[lengths.length / 2];
    }

    private double total() {
        return DoubleStream.of(ends).sum() - DoubleStream.of(starts).sum();
    }

    /** What is decoded comes in order. */
    private boolean covers(double time) {
        int found = Arrays.binarySearch(starts, time);
        int before = found >= 0 ? found : -found - 2;
        return before >= 0 && time <= ends[before];
    }
}

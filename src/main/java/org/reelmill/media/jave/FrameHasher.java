package org.reelmill.media.jave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.reelmill.media.MediaEngine.Hashed;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Recipe;
import org.reelmill.media.Supervision;
import org.tinylog.Logger;

/**
 * Decodes a film once from start to end and keeps what every picture looks like. Pictures are hashed as a segment's filter
 * graph gets them: turned upright, not scaled, in the format in which they are stored.
 */
final class FrameHasher {

    /** So many pictures may be missing at the end before it counts as lost: codecs differ in what they show last. */
    private static final int TAIL_FRAMES = 5;

    /** So many packets in a row may show nothing where the decoder is content. */
    private static final int SHOWN_NOT = 3;

    /** Codecs with packets that are never shown. */
    private static final Set<String> HIDING = Set.of("vp8", "vp9", "av1", "mpeg4");

    /** Seconds; encoders for low delay refresh the whole picture within fewer. */
    private static final double LONGEST_REFRESH = 5;

    private static final List<String> DECODER_COMPLAINTS =
            List.of(ToolResult.REFUSED_PACKET, ToolResult.DECODING_ERROR, "corrupt decoded frame");

    /** Said of packets that are not what their container says; what is cut within a group of pictures has whole packets. */
    private static final List<String> BROKEN_PACKETS =
            List.of("Invalid NAL unit size", "Error splitting the input into NAL units");

    private final Tools tools;
    private final MediaInfo.Video video;
    private final int threads;

    FrameHasher(Tools tools, MediaInfo.Video video, int threads) {
        this.tools = tools;
        this.video = video;
        this.threads = threads;
    }

    /** As {@link org.reelmill.media.MediaEngine#hashFrames}. */
    Hashed hash(PreparedSource source, Path target, Supervision supervision) throws MediaException {
        return hash(source, new Stream(source.video(), source.videoStream()), Optional.empty(), target, supervision);
    }

    /**
     * Hashes the original of a remux: its pictures in their order, under the remux's time stamps.
     *
     * @param originalStream of the video in the original
     */
    Hashed hashOriginal(PreparedSource source, Path original, int originalStream, Path target, Supervision supervision)
            throws MediaException {
        Packets packets = new PacketLister(tools).list(source.video(), source.videoStream(), supervision);
        return hash(source, new Stream(original, originalStream), Optional.of(packets.pts()), target, supervision);
    }

    private record Stream(Path file, int index) {}

    private Hashed hash(
            PreparedSource source, Stream stream, Optional<long[]> stamps, Path target, Supervision supervision)
            throws MediaException {
        Decoded decoded = attempt(source, stream, stamps, threads, target, supervision);
        if (decoded.damaged() && threads != 1) {
            // what is shown for a damaged place depends on the number of threads; segments are decoded with one
            OwnFiles.delete(target);
            decoded = attempt(source, stream, stamps, 1, target, supervision);
        }
        return decoded.hashed();
    }

    private record Decoded(Hashed hashed, boolean damaged) {}

    private Decoded attempt(
            PreparedSource source,
            Stream stream,
            Optional<long[]> stamps,
            int decoderThreads,
            Path target,
            Supervision supervision)
            throws MediaException {
        boolean done = false;
        try (FrameHashList.Writer list = FrameHashList.write(target)) {
            Collector collector = new Collector(list, stamps);
            ToolResult result = decode(stream, decoderThreads, collector, supervision);
            refuseDamaged(source, collector, result);
            list.finish();
            String damage = "";
            boolean decisive = decoderThreads == 1 || !complaints(result);
            if (decisive && source.recipe() == Recipe.ONE_PIECE && stamps.isEmpty()) {
                damage = lost(source, target, collector.count, result, supervision);
                requireRising(source, collector, damage);
            }
            done = true;
            return new Decoded(new Hashed(collector.count, asIndexed(source, collector), damage), complaints(result));
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "the list of picture hashes cannot be written", e);
        } catch (UncheckedIOException e) {
            throw new MediaException(Kind.FAILED, "the list of picture hashes cannot be written", e.getCause());
        } finally {
            if (!done) {
                OwnFiles.delete(target);
            }
        }
    }

    private static boolean asIndexed(PreparedSource source, Collector collector) {
        return collector.count == source.frames() && collector.rising && collector.first == source.firstPts();
    }

    /** Nothing that is encoded of such pictures could be right: which of them is shown? */
    private static void requireRising(PreparedSource source, Collector collector, String damage) throws MediaException {
        if (!collector.rising) {
            String shared = String.format(
                    Locale.ROOT,
                    "Two pictures of the source have the same time stamp, %.3f s after its beginning",
                    (collector.fallen - collector.first) * source.timeBase().value());
            throw new MediaException(Kind.DAMAGED, damage.isEmpty() ? shared : damage);
        }
    }

    /**
     * Stretches of the index that gave no picture. Packets that show nothing, and two fields in two packets, stand alone;
     * where the decoder refused some, each that shows nothing counts, but for the second field of a picture. What comes before
     * the first key frame counts as not recorded, unless that begins with broken packets; and what a decoder that is content needs
     * to get a whole picture where each is refreshed bit by bit.
     */
    private String lost(PreparedSource source, Path list, long shown, ToolResult result, Supervision supervision)
            throws MediaException, IOException {
        Packets packets = new PacketLister(tools).list(source.video(), source.videoStream(), supervision);
        if (packets.unstamped() || packets.keyCount() == 0) {
            return "";
        }
        long[] due = packets.pts();
        boolean broken = result.said(BROKEN_PACKETS);
        int allowed = allowed(broken || result.said(List.of(ToolResult.REFUSED_PACKET)), shown, due.length);
        int next = broken ? 0 : position(due, packets.firstKey());
        long lost = 0;
        long begun = Long.MIN_VALUE;
        if (allowed == SHOWN_NOT) {
            begun = due[next] + (long) (LONGEST_REFRESH / source.timeBase().value());
        }
        try (FrameHashList.Reader decoded = FrameHashList.read(list)) {
            for (Iterator<HashedFrame> frames = decoded.all(); frames.hasNext(); ) {
                long shownFirst = frames.next().pts();
                int there = position(due, shownFirst);
                next = shownFirst <= begun ? Math.max(next, there) : next;
                begun = Long.MIN_VALUE;
                lost += there - next > allowed ? there - next : 0;
                next = Math.max(next, there + 1);
            }
        }
        lost += due.length - next > TAIL_FRAMES ? due.length - next : 0;
        return lost == 0
                ? ""
                : "The source is damaged: " + lost + " of its " + due.length + " pictures cannot be decoded";
    }

    /** @return so many packets in a row may show nothing */
    private int allowed(boolean refused, long shown, int due) {
        if (!refused || HIDING.contains(video.codec())) {
            return SHOWN_NOT;
        }
        return video.interlaced() || 3 * shown < 2 * due ? 1 : 0;
    }

    /** How many come before. */
    private static int position(long[] sorted, long value) {
        int found = Arrays.binarySearch(sorted, value);
        return found >= 0 ? found : -found - 1;
    }

    private static boolean complaints(ToolResult result) {
        return result.said(DECODER_COMPLAINTS);
    }

    private ToolResult decode(Stream stream, int decoderThreads, Collector collector, Supervision supervision)
            throws MediaException {
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-threads", Integer.toString(decoderThreads)));
        arguments.addAll(DecodedLines.AS_DECODED);
        arguments.addAll(Tools.input(stream.file()));
        arguments.addAll(DecodedLines.output("0:" + stream.index(), true));
        return tools.ffmpeg(arguments, collector, supervision);
    }

    private static void refuseDamaged(PreparedSource source, Collector collector, ToolResult result)
            throws MediaException {
        String log = String.join("\n", result.stderrTail());
        if (collector.count == 0) {
            throw new MediaException(Kind.DAMAGED, "none of its pictures can be decoded", log);
        }
        boolean complaints = complaints(result);
        if (complaints) {
            Logger.warn("The decoder complained about {}: {}", source.video().getFileName(), log);
        }
        long typical = Math.max(1, (source.endPts() - source.firstPts()) / source.frames());
        long lost = (source.endPts() - collector.end) / typical;
        if (complaints && collector.count < source.frames() && lost > TAIL_FRAMES) {
            throw new MediaException(
                    Kind.DAMAGED,
                    String.format(
                            Locale.ROOT,
                            "the last %.1f seconds cannot be decoded",
                            (source.endPts() - collector.end)
                                    * source.timeBase().value()),
                    log);
        }
    }

    /** Takes the lines of {@code framehash}: {@code stream, dts, pts, duration, size, hash}. */
    private static final class Collector implements Consumer<String> {

        private static final int PTS = 2;
        private static final int DURATION = 3;
        private static final int HASH = 5;

        private final FrameHashList.Writer list;
        private final Optional<long[]> stamps;
        private long count;
        private long first;
        private long last = Long.MIN_VALUE;
        private long end = Long.MIN_VALUE;
        private boolean rising = true;

        /** The first time stamp that does not rise. */
        private long fallen;

        Collector(FrameHashList.Writer list, Optional<long[]> stamps) {
            this.list = list;
            this.stamps = stamps;
        }

        @Override
        public void accept(String line) {
            if (line.startsWith("#")) {
                return;
            }
            String[] fields = line.split(",");
            long pts = stamp(Long.parseLong(fields[PTS].trim()));
            first = count == 0 ? pts : first;
            if (rising && pts <= last) {
                rising = false;
                fallen = pts;
            }
            last = pts;
            end = pts + Math.max(0, Long.parseLong(fields[DURATION].trim()));
            count++;
            try {
                list.add(new HashedFrame(pts, fields[HASH].trim()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** More pictures than stamps are too many in any case; their stamps need only rise. */
        private long stamp(long decoded) {
            return stamps.map(known -> count < known.length ? known[(int) count] : last + 1)
                    .orElse(decoded);
        }
    }
}

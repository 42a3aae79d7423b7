package org.reelmill.media.jave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.reelmill.media.MediaEngine.Hashed;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Supervision;
import org.tinylog.Logger;

/**
 * Decodes a film once from start to end and keeps what every picture looks like. Pictures are hashed as a segment's filter
 * graph gets them: turned upright, not scaled, in the format in which they are stored.
 */
final class FrameHasher {

    /** So many pictures may be missing at the end before it counts as lost: codecs differ in what they show last. */
    private static final int TAIL_FRAMES = 5;

    private static final List<String> DECODER_COMPLAINTS =
            List.of("Error submitting packet to decoder", "Decoding error", "corrupt decoded frame");

    private final Tools tools;
    private final int threads;

    FrameHasher(Tools tools, int threads) {
        this.tools = tools;
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
        Packets packets = new PacketLister(tools)
                .list(source.video(), source.videoStream(), supervision)
                .packets();
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
            done = true;
            return new Decoded(new Hashed(collector.count, asIndexed(source, collector)), complaints(result));
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

    private static boolean complaints(ToolResult result) {
        return result.stderrTail().stream()
                .anyMatch(line -> DECODER_COMPLAINTS.stream().anyMatch(line::contains));
    }

    private ToolResult decode(Stream stream, int decoderThreads, Collector collector, Supervision supervision)
            throws MediaException {
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-threads", Integer.toString(decoderThreads)));
        arguments.addAll(Tools.input(stream.file()));
        arguments.addAll(List.of(
                "-map",
                "0:" + stream.index(),
                "-c:v",
                "rawvideo",
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "demux",
                "-f",
                "framehash",
                "-hash",
                "murmur3",
                "pipe:1"));
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
            rising &= pts > last;
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

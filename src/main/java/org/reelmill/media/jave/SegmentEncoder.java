package org.reelmill.media.jave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.Supervision;

/**
 * Encodes one segment into all its renditions with one decode. Seeks to the segment's key frame, reads on in decode order
 * past its end, and leaves the cut to the filter graph: so open groups of pictures need not be detected.
 */
final class SegmentEncoder {

    private static final int MICROSECOND_DIGITS = 6;

    /** Pictures that may be decoded before one that is shown before them (H.264 A.3.1, MaxDpbFrames). */
    private static final int LONGEST_REORDERING = 16;

    private final Tools tools;

    SegmentEncoder(Tools tools) {
        this.tools = tools;
    }

    /** As {@link org.reelmill.media.MediaEngine#encode}. */
    EncodedSegment encode(SegmentOrder order, Supervision supervision) throws MediaException {
        boolean done = false;
        try {
            EncodedSegment encoded = run(order, supervision);
            done = true;
            return encoded;
        } catch (IOException | UncheckedIOException e) {
            throw new MediaException(Kind.FAILED, "the list of picture hashes or a part cannot be read or written", e);
        } finally {
            if (!done) {
                order.targets().forEach(target -> OwnFiles.delete(target.file()));
                if (order.hashes() instanceof SegmentOrder.Hashes.Keep keep) {
                    OwnFiles.delete(keep.target());
                }
            }
        }
    }

    private EncodedSegment run(SegmentOrder order, Supervision supervision) throws MediaException, IOException {
        List<SegmentGraph.Output> outputs = SegmentGraph.outputs(order);
        List<String> arguments = arguments(
                order, outputs.stream().filter(output -> !output.empty()).toList());
        try (DecodedFrames decoded = DecodedFrames.of(order)) {
            decoded.during(() -> tools.ffmpeg(arguments, decoded, supervision));
            return checked(order, outputs, decoded, supervision.withoutProgress());
        }
    }

    private EncodedSegment checked(
            SegmentOrder order, List<SegmentGraph.Output> outputs, DecodedFrames decoded, Supervision supervision)
            throws MediaException, IOException {
        long[] pts = decoded.pts();
        checkCount(order, pts.length);
        List<EncodedSegment.Part> parts = new ArrayList<>();
        for (SegmentGraph.Output output : outputs) {
            parts.add(output.empty() ? emptyPart(output) : part(order, output, pts, supervision));
        }
        return new EncodedSegment(pts.length, decoded.compared(), pts[0], pts[pts.length - 1], parts);
    }

    private static List<String> arguments(SegmentOrder order, List<SegmentGraph.Output> outputs) {
        PreparedSource source = order.source();
        Segment segment = order.segment();
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-threads", "1", "-filter_complex_threads", "1"));
        if (!segment.first()) {
            arguments.addAll(List.of(
                    "-noaccurate_seek", "-seek_timestamp", "1", "-ss", seconds(from(order), source.timeBase())));
        }
        arguments.addAll(DecodedLines.AS_DECODED);
        arguments.addAll(Tools.input(source.video()));
        arguments.addAll(List.of("-filter_complex", SegmentGraph.write(order, outputs)));
        arguments.addAll(
                DecodedLines.output(SegmentGraph.DECODED, !(order.hashes() instanceof SegmentOrder.Hashes.None)));
        for (SegmentGraph.Output output : outputs) {
            arguments.addAll(List.of("-map", output.label()));
            arguments.addAll(VideoEncoding.options(output.target().rendition()));
            arguments.addAll(List.of(
                    "-fps_mode",
                    "passthrough",
                    "-enc_time_base",
                    output.slots().isPresent() ? "filter" : "demux",
                    "-video_track_timescale",
                    String.valueOf(timescale(source, output)),
                    "-map_metadata",
                    "-1",
                    "-f",
                    "mp4",
                    Tools.url(output.target().file())));
        }
        return arguments;
    }

    /**
     * Time stamp of the key frame to read from, or one behind it. Where fields are joined, the picture before the segment is
     * needed too: so a key frame is found that is decoded before the segment's own, which may be decoded long before it is
     * shown.
     */
    private static long from(SegmentOrder order) {
        Rational rate = order.info().video().frameRate();
        double seconds = SegmentGraph.joinsFields(order) ? LONGEST_REORDERING / rate.value() : 0;
        return order.segment().startPts()
                - (long) Math.ceil(seconds / order.source().timeBase().value());
    }

    private static String seconds(long pts, Rational timeBase) {
        return BigDecimal.valueOf(Math.multiplyExact(pts, timeBase.num()))
                .divide(BigDecimal.valueOf(timeBase.den()), MICROSECOND_DIGITS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static long timescale(PreparedSource source, SegmentGraph.Output output) {
        return output.slots()
                .map(slots -> FrameSlots.timescale(slots.rate()))
                .orElseGet(() -> Timescale.of(source.timeBase()));
    }

    /**
     * Where pictures are compared with the sequential decode, that decides. Without it the index does; only in a film of
     * one piece it may be wrong, since some codecs have packets that show nothing, and two to a picture.
     */
    private static void checkCount(SegmentOrder order, long read) throws MediaException {
        long listed = order.segment().frames();
        boolean indexDecides = order.hashes() instanceof SegmentOrder.Hashes.None
                && order.source().recipe() != Recipe.ONE_PIECE;
        if (read == 0 || (indexDecides && read != listed)) {
            throw new MediaException(
                    Kind.CUT_UNSAFE,
                    "segment " + order.segment().part() + " has " + read + " pictures; the index lists " + listed);
        }
    }

    private EncodedSegment.Part part(
            SegmentOrder order, SegmentGraph.Output output, long[] read, Supervision supervision)
            throws MediaException, IOException {
        Path file = output.target().file();
        WrittenVideo written = WrittenVideo.read(tools, file, supervision);
        if (!written.startsWithKey()) {
            throw wrong(output, "does not begin with a key frame");
        }
        if (!written.size().equals(output.target().size())) {
            throw wrong(output, "has the size " + written.size());
        }
        if (output.slots().isPresent()) {
            checkSlots(order.segment(), output, written);
        } else {
            checkStamps(order, output, read, written);
        }
        return new EncodedSegment.Part(
                output.target().rendition().name(),
                written.pts().length,
                Files.size(file),
                OwnFiles.sha256(file),
                length(order, output, written.pts().length),
                written.headers());
    }

    private static void checkStamps(SegmentOrder order, SegmentGraph.Output output, long[] read, WrittenVideo written)
            throws MediaException {
        checkFrames(output, written, read.length, 0);
        double tick = order.source().timeBase().value();
        long start = order.segment().startPts();
        for (int i = 0; i < read.length; i++) {
            checkStamp(output, written, i, (read[i] - start) * tick);
        }
    }

    private static void checkSlots(Segment segment, SegmentGraph.Output output, WrittenVideo written)
            throws MediaException {
        FrameSlots slots = output.slots().orElseThrow();
        // how long the film's last picture lasts is the decoder's word, which may differ from the index by a rounding
        checkFrames(output, written, slots.count(), segment.last() ? 1 : 0);
        for (int i = 0; i < written.pts().length; i++) {
            checkStamp(output, written, i, (double) i / slots.rate());
        }
    }

    private static void checkFrames(SegmentGraph.Output output, WrittenVideo written, long due, long tolerance)
            throws MediaException {
        if (Math.abs(written.pts().length - due) > tolerance) {
            throw wrong(output, "holds " + written.pts().length + " pictures instead of " + due);
        }
    }

    private static void checkStamp(SegmentGraph.Output output, WrittenVideo written, int picture, double due)
            throws MediaException {
        if (Math.abs(written.seconds(picture) - due) > written.timeBase().value()) {
            throw wrong(
                    output,
                    String.format(
                            Locale.ROOT,
                            "has picture %d at %.6f s instead of %.6f s",
                            picture,
                            written.seconds(picture),
                            due));
        }
    }

    private static MediaException wrong(SegmentGraph.Output output, String what) {
        return new MediaException(
                Kind.FAILED, "the part for " + output.target().rendition().name() + " " + what);
    }

    private static EncodedSegment.Part emptyPart(SegmentGraph.Output output) throws IOException {
        Path file = Files.createFile(output.target().file());
        return new EncodedSegment.Part(
                output.target().rendition().name(), 0, 0, OwnFiles.sha256(file), Rational.of(0, 1), "");
    }

    private static Rational length(SegmentOrder order, SegmentGraph.Output output, long frames) {
        Segment segment = order.segment();
        Rational timeBase = order.source().timeBase();
        return output.slots()
                .map(slots -> Rational.of(frames, slots.rate()))
                .orElseGet(() -> Rational.of(
                        Math.multiplyExact(segment.endPts() - segment.startPts(), timeBase.num()), timeBase.den()));
    }
}

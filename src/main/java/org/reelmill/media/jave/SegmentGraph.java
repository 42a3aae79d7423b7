package org.reelmill.media.jave;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.SegmentOrder;

/**
 * Writes the filter graph that turns one decode of a segment into all its renditions, and one more output,
 * {@link #DECODED}, with the pictures as they were decoded.
 *
 * <p>Segments are cut by {@code trim} at integer time stamps, never by seconds, so that a picture at a joint belongs to
 * exactly one of them. Where the rate is limited, {@code fps} reads on to the next segment's first picture: only that one
 * ends the last slot. Where fields are joined, {@code bwdif} sees the pictures before and behind the segment too: without
 * its neighbours a moving picture would stay combed.
 */
final class SegmentGraph {

    static final String DECODED = "[decoded]";

    private static final String NOTHING = "null";

    /** Nits that become white; the curve leaves what is darker nearly as it is and bends up to 1000 nits below white. */
    private static final String TONE_MAP = "format=gbrpf32le,zscale=p=bt709,tonemap=mobius:peak=10:desat=0,"
            + "zscale=t=bt709:m=bt709:r=tv,format=yuv420p";

    private static final int WHITE_NITS = 100;

    private final SegmentOrder order;
    private final List<Output> outputs;
    private final List<String> chains = new ArrayList<>();
    private int labels;

    private SegmentGraph(SegmentOrder order, List<Output> outputs) {
        this.order = order;
        this.outputs = outputs;
    }

    /**
     * One rendition in the graph.
     *
     * @param label of the graph's output
     * @param slots when its rate is limited
     */
    record Output(SegmentOrder.Target target, String label, Optional<FrameSlots> slots) {

        /** A segment may be shorter than the distance of two pictures of a limited rate. */
        boolean empty() {
            return slots.filter(limited -> limited.count() == 0).isPresent();
        }

        private boolean deep() {
            return target.rendition().bitDepth() > 8;
        }
    }

    static List<Output> outputs(SegmentOrder order) {
        return IntStream.range(0, order.targets().size())
                .mapToObj(i -> {
                    SegmentOrder.Target target = order.targets().get(i);
                    return new Output(
                            target,
                            "[r" + i + "]",
                            FrameSlots.of(order.info().video(), order.source(), order.segment(), target.rendition()));
                })
                .toList();
    }

    /** @param outputs those that are not empty */
    static String write(SegmentOrder order, List<Output> outputs) {
        return new SegmentGraph(order, outputs).write();
    }

    private String write() {
        Map<Optional<FrameSlots>, List<Output>> rates =
                outputs.stream().collect(Collectors.groupingBy(Output::slots, LinkedHashMap::new, Collectors.toList()));
        String input = "[0:" + order.source().videoStream() + "]";
        boolean before = !order.segment().first();
        boolean behind = !order.segment().last();
        if (rates.isEmpty()) {
            chain(input, trim(before, behind), DECODED);
            return String.join(";", chains);
        }
        boolean readBefore = before && joinsFields(order);
        boolean readOn =
                behind && (joinsFields(order) || rates.keySet().stream().anyMatch(Optional::isPresent));
        String decoded = readBefore || readOn ? label() : DECODED;
        String pictures = label();
        chain(input, filters(trim(before && !readBefore, behind && !readOn), "split=2"), decoded + pictures);
        if (readBefore || readOn) {
            chain(decoded, trim(readBefore, readOn), DECODED);
        }
        Iterator<String> branches = split(pictures, joinFields(), rates.size()).iterator();
        rates.forEach((slots, wanted) -> renditions(
                branches.next(),
                slots.map(limited -> filters(trim(readBefore, false), limit(limited)))
                        .orElseGet(() -> filters(
                                trim(readBefore, readOn),
                                fromZero(order.segment().startPts()))),
                wanted));
        return String.join(";", chains);
    }

    /** One after the other, without those that do nothing. */
    private static String filters(String first, String second) {
        return first.equals(NOTHING) ? second : first + "," + second;
    }

    private static String fromZero(long first) {
        return "setpts=PTS-" + first;
    }

    /** Cuts the segment's start, its end, both or nothing. */
    private String trim(boolean start, boolean end) {
        List<String> bounds = new ArrayList<>();
        if (start) {
            bounds.add("start_pts=" + order.segment().startPts());
        }
        if (end) {
            bounds.add("end_pts=" + order.segment().endPts());
        }
        return bounds.isEmpty() ? NOTHING : "trim=" + String.join(":", bounds);
    }

    /** Whether fields are joined to whole pictures, for which a segment's neighbours are needed. */
    static boolean joinsFields(SegmentOrder order) {
        return order.deinterlace() != Deinterlace.NEVER && order.info().video().interlaced();
    }

    private Optional<String> joinFields() {
        // bwdif halves the unit of the time stamps
        return joinsFields(order)
                ? Optional.of("bwdif=mode=send_frame:deint=interlaced,settb="
                        + order.source().timeBase())
                : Optional.empty();
    }

    /** From one branch to all its renditions; high dynamic range is mapped once for all that cannot show it. */
    private void renditions(String from, String filters, List<Output> wanted) {
        List<Output> plain = wanted.stream().filter(o -> !mapped(o)).toList();
        List<Output> mapped = wanted.stream().filter(this::mapped).toList();
        List<String> branches = split(from, Optional.of(filters), plain.size() + (mapped.isEmpty() ? 0 : 1));
        for (int i = 0; i < plain.size(); i++) {
            rendition(branches.get(i), plain.get(i), stored());
        }
        if (!mapped.isEmpty()) {
            FrameSize largest = mapped.stream()
                    .map(o -> o.target().size())
                    .max((a, b) -> Long.compare(area(a), area(b)))
                    .orElseThrow();
            List<String> standard = split(branches.get(plain.size()), Optional.of(toneMap(largest)), mapped.size());
            for (int i = 0; i < mapped.size(); i++) {
                rendition(standard.get(i), mapped.get(i), new Stored(largest.width(), largest.height(), true));
            }
        }
    }

    private boolean mapped(Output output) {
        return order.info().video().colour().highDynamicRange() && !output.deep();
    }

    private static long area(FrameSize size) {
        return (long) size.width() * size.height();
    }

    private void rendition(String from, Output output, Stored now) {
        chain(from, resize(now, output.target().size()).orElse(NOTHING), output.label());
    }

    private String limit(FrameSlots slots) {
        String end = order.segment().last() ? "" : ",trim=end_pts=" + slots.end();
        return fromZero(order.source().firstPts()) + ",fps=" + slots.rate() + end + "," + fromZero(slots.first());
    }

    /** The size of pictures at some place of the graph. */
    private record Stored(int width, int height, boolean squarePixels) {}

    /** As ffmpeg gives them to the graph: turned upright already. */
    private Stored stored() {
        MediaInfo.Video video = order.info().video();
        boolean turned = video.rotation() % 180 != 0;
        return new Stored(
                turned ? video.codedHeight() : video.codedWidth(),
                turned ? video.codedWidth() : video.codedHeight(),
                video.sampleAspect().num() == video.sampleAspect().den());
    }

    private static Optional<String> resize(Stored now, FrameSize size) {
        if (!now.squarePixels()) {
            return Optional.of("scale=" + size.width() + ":" + size.height() + ",setsar=1");
        }
        int overWidth = now.width() - size.width();
        int overHeight = now.height() - size.height();
        if (overWidth == 0 && overHeight == 0) {
            return Optional.empty();
        }
        if (overWidth >= 0 && overWidth <= 1 && overHeight >= 0 && overHeight <= 1) {
            // an odd line or column: left out, since scaling by one pixel would blur the whole picture
            return Optional.of("crop=" + size.width() + ":" + size.height() + ":0:0");
        }
        // what is left of a display aspect after rounding to whole pixels is no aspect of the pixels
        return Optional.of("scale=" + size.width() + ":" + size.height() + ",setsar=1");
    }

    private String toneMap(FrameSize size) {
        MediaInfo.Colour colour = order.info().video().colour();
        String tags = "tin=" + colour.transfer()
                + ":min=" + orElse(colour.space(), "bt2020nc")
                + ":pin=" + orElse(colour.primaries(), "bt2020")
                + ":rin=" + orElse(colour.range(), "tv");
        return "zscale=w=" + size.width() + ":h=" + size.height() + ":f=bicubic,zscale=" + tags + ":t=linear:npl="
                + WHITE_NITS + "," + TONE_MAP + ",setsar=1";
    }

    private static String orElse(String tag, String usual) {
        return tag.isEmpty() || tag.equals("unknown") ? usual : tag;
    }

    /** The same pictures for several takers. */
    private List<String> split(String from, Optional<String> filters, int takers) {
        if (takers == 1 && filters.isEmpty()) {
            return List.of(from);
        }
        List<String> to = IntStream.range(0, takers).mapToObj(i -> label()).toList();
        String chain =
                takers == 1 ? filters.orElseThrow() : filters.map(f -> f + ",").orElse("") + "split=" + takers;
        chain(from, chain, to.stream().collect(Collectors.joining()));
        return to;
    }

    private void chain(String from, String filters, String to) {
        chains.add(from + filters + to);
    }

    private String label() {
        return "[n" + labels++ + "]";
    }
}

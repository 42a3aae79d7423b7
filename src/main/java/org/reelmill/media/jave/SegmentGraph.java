package org.reelmill.media.jave;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;
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

    /** Codecs whose encoders change the size of pictures on the way when a line gets slow. */
    private static final Set<String> RESIZING = Set.of("vp8", "vp9", "av1");

    /** Names of pixel formats that know no luma. */
    private static final Pattern RGB = Pattern.compile("rgb|bgr|gbr|pal8");

    /** Of a picture, without a shape of its pixels that cannot be right. */
    private static final String SHOWN_ASPECT = "if(between(sar,1/16,16),dar,a)";

    /** A part by which rounding may change it. */
    private static final double SAME_ASPECT = 0.01;

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
                ? Optional.of(stored().keep() + ",bwdif=mode=send_frame:deint=interlaced,settb="
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
                rendition(standard.get(i), mapped.get(i), Stored.square(largest));
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
        chain(from, resize(now, output.target().size()), output.label());
    }

    private String limit(FrameSlots slots) {
        String end = order.segment().last() ? "" : ",trim=end_pts=" + slots.end();
        return fromZero(order.source().firstPts()) + ",fps=" + slots.rate() + end + "," + fromZero(slots.first());
    }

    /** What pictures are like at some place of the graph, until one comes that is of another size or shape. */
    private record Stored(int width, int height, Rational sampleAspect) {

        private static Stored square(FrameSize size) {
            return new Stored(size.width(), size.height(), Rational.of(1, 1));
        }

        private boolean squarePixels() {
            return sampleAspect.num() == sampleAspect.den();
        }

        private double aspect() {
            return sampleAspect.value() * width / height;
        }

        /** Does nothing, but to pictures of another size: what follows can rely on it. */
        private String keep() {
            return "scale=" + width + ":" + height;
        }
    }

    /** As ffmpeg gives them to the graph: turned upright already. */
    private Stored stored() {
        MediaInfo.Video video = order.info().video();
        return video.rotation() % 180 == 0
                ? new Stored(video.codedWidth(), video.codedHeight(), video.sampleAspect())
                : new Stored(
                        video.codedHeight(),
                        video.codedWidth(),
                        video.sampleAspect().inverse());
    }

    private String resize(Stored now, FrameSize size) {
        int overWidth = now.width() - size.width();
        int overHeight = now.height() - size.height();
        boolean asItIs = overWidth == 0 && overHeight == 0;
        boolean nearly = overWidth >= 0 && overWidth <= 1 && overHeight >= 0 && overHeight <= 1;
        if (!now.squarePixels() || !nearly || asItIs && mayChange()) {
            return fit(now.aspect(), size);
        }
        // an odd line or column: left out, since scaling by one pixel would blur the whole picture
        return asItIs
                ? now.keep() + matrix()
                : now.keep() + matrix() + ",crop=" + size.width() + ":" + size.height() + ":0:0";
    }

    /** Whether pictures are likely to change their size within the film; where they are scaled, it costs nothing to be ready. */
    private boolean mayChange() {
        return order.source().recipe() != Recipe.VIRTUAL
                || RESIZING.contains(order.info().video().codec());
    }

    /** Of a scale: how RGB becomes the colours of video, in the way that a player supposes of a large picture, and said in the file. */
    private String matrix() {
        MediaInfo.Video video = order.info().video();
        return RGB.matcher(video.pixelFormat()).find() && !video.colour().highDynamicRange()
                ? ":out_color_matrix=bt709:out_range=tv"
                : "";
    }

    /** A picture of another shape than the film's gets black bars: it must not be stretched. */
    private String fit(double aspect, FrameSize size) {
        String own = String.format(Locale.ROOT, "lt(abs(%s/%.6f-1),%s)", SHOWN_ASPECT, aspect, SAME_ASPECT);
        String width = "if(" + own + "," + size.width() + ",clip(2*round(" + size.height() + "*" + SHOWN_ASPECT
                + "/2),2," + size.width() + "))";
        String height = "if(" + own + "," + size.height() + ",clip(2*round(" + size.width() + "/" + SHOWN_ASPECT
                + "/2),2," + size.height() + "))";
        return "scale=w='" + width + "':h='" + height + "':eval=frame" + matrix() + ",pad=" + size.width() + ":"
                + size.height() + ":-1:-1:eval=frame,setsar=1";
    }

    private String toneMap(FrameSize size) {
        MediaInfo.Colour colour = MappedColour.of(order.info().video().colour());
        String tags = "tin=" + colour.transfer()
                + ":min=" + colour.space()
                + ":pin=" + colour.primaries()
                + ":rin=" + colour.range();
        return "zscale=w=" + size.width() + ":h=" + size.height() + ":f=bicubic,zscale=" + tags + ":t=linear:npl="
                + WHITE_NITS + "," + TONE_MAP + ",setsar=1";
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

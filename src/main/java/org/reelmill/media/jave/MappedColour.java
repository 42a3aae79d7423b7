package org.reelmill.media.jave;

import java.util.Set;
import org.reelmill.media.MediaInfo;

/** What colours of high dynamic range are taken for where they are mapped to eight bits, by names that {@code zscale} can convert. */
final class MappedColour {

    /** What HDR10 has (ITU-R BT.2100). */
    private static final String USUAL_SPACE = "bt2020nc";

    private static final String USUAL_PRIMARIES = "bt2020";

    /** Defined for the usual primaries alone (ITU-R BT.2100). */
    private static final String ICTCP = "ictcp";

    /** Made of the primaries, which cannot be done of those that follow. */
    private static final String DERIVED = "chroma-derived-nc";

    /** CIE XYZ, which has no luma of its own. */
    private static final String UNDERIVABLE = "smpte428";

    private static final Set<String> SPACES =
            Set.of(USUAL_SPACE, ICTCP, "gbr", "bt709", "fcc", "bt470bg", "smpte170m", "ycgco", DERIVED);
    private static final Set<String> PRIMARIES = Set.of(
            USUAL_PRIMARIES,
            "bt709",
            "bt470m",
            "bt470bg",
            "smpte170m",
            "smpte240m",
            "film",
            UNDERIVABLE,
            "smpte431",
            "smpte432");

    private MappedColour() {}

    /** As tagged, with what is usual for what is not tagged. */
    static MediaInfo.Colour complete(MediaInfo.Colour colour) {
        return new MediaInfo.Colour(
                orElse(colour.range(), "tv"),
                orElse(colour.space(), USUAL_SPACE),
                orElse(colour.primaries(), USUAL_PRIMARIES),
                colour.transfer());
    }

    /** The nearest that can be converted: all others are relatives of what is usual. */
    static MediaInfo.Colour of(MediaInfo.Colour tagged) {
        MediaInfo.Colour colour = complete(tagged);
        return new MediaInfo.Colour(
                colour.range(),
                SPACES.contains(colour.space()) && !underivable(colour) ? colour.space() : USUAL_SPACE,
                PRIMARIES.contains(colour.primaries()) && !colour.space().equals(ICTCP)
                        ? colour.primaries()
                        : USUAL_PRIMARIES,
                colour.transfer());
    }

    private static boolean underivable(MediaInfo.Colour colour) {
        return colour.space().equals(DERIVED) && colour.primaries().equals(UNDERIVABLE);
    }

    private static String orElse(String tag, String usual) {
        return tag.isEmpty() || tag.equals("unknown") ? usual : tag;
    }
}

package org.reelmill.media;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One rendition that is asked for: the snapshot of an output (S4.8) that a job keeps.
 *
 * @param name unique in its job; names its part files
 * @param maxWidth the box that the picture must fit in, for a landscape picture (S4.8 {@code maxX})
 * @param maxHeight likewise ({@code maxY})
 * @param crf constant rate factor, as the codec's encoder understands it
 * @param preset x264's words from {@code ultrafast} to {@code veryslow}; the engine maps them for other encoders
 * @param profile x264's words {@code baseline}, {@code main}, {@code high}; other codecs follow {@code bitDepth}
 * @param bitDepth 8 or 10
 * @param maxFramerate pictures a second; a source whose rounded rate exceeds it is limited to it (S4.43)
 * @param audioBitrate kbit/s of each audio track
 */
public record Rendition(
        String name,
        int maxWidth,
        int maxHeight,
        VideoCodec codec,
        int crf,
        String preset,
        String profile,
        int bitDepth,
        int maxFramerate,
        int audioBitrate) {

    /** A rendition that applies to a source, and the size its pictures get. */
    public record Fitted(Rendition rendition, FrameSize size) {

        /** Whether the codec takes pictures so small. */
        public boolean encodable() {
            return Math.min(size.width(), size.height()) >= rendition.codec().leastSide();
        }
    }

    /**
     * The size that a picture of this display size gets, or empty when the rendition would enlarge it: it applies iff
     * min(maxX/w, maxY/h) ≤ 1 (X4). The box is turned for a portrait picture, dimensions are rounded down to even (M40).
     */
    public Optional<FrameSize> fit(int displayWidth, int displayHeight) {
        boolean portrait = displayHeight > displayWidth;
        long boxWidth = portrait ? maxHeight : maxWidth;
        long boxHeight = portrait ? maxWidth : maxHeight;
        // compare boxWidth/displayWidth with boxHeight/displayHeight without rounding
        boolean widthBinds = boxWidth * displayHeight <= boxHeight * displayWidth;
        if (widthBinds ? boxWidth > displayWidth : boxHeight > displayHeight) {
            return Optional.empty();
        }
        return Optional.of(
                widthBinds
                        ? FrameSize.evenInside(boxWidth, displayHeight * boxWidth / displayWidth)
                        : FrameSize.evenInside(displayWidth * boxHeight / displayHeight, boxHeight));
    }

    /**
     * The renditions that a source gets: all that do not enlarge it; if none does, the one with the smallest height, at
     * the source's own size (S4.42).
     */
    public static List<Fitted> ladder(List<Rendition> wanted, int displayWidth, int displayHeight) {
        List<Fitted> fitting = wanted.stream()
                .flatMap(rendition ->
                        rendition.fit(displayWidth, displayHeight).map(size -> new Fitted(rendition, size)).stream())
                .toList();
        if (!fitting.isEmpty()) {
            return fitting;
        }
        return wanted.stream()
                .min(Comparator.comparingInt(Rendition::maxHeight))
                .map(smallest -> new Fitted(smallest, FrameSize.evenInside(displayWidth, displayHeight)))
                .stream()
                .toList();
    }
}

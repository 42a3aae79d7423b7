package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;
import org.reelmill.media.Rendition;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.VideoCodec;

class SegmentGraphTest {

    private static final Segment MIDDLE = new Segment(1, 1000, 3000, 50, false, false);

    private static SegmentOrder order(boolean interlaced, Deinterlace deinterlace, Segment segment, int... rates) {
        MediaInfo.Video video = new MediaInfo.Video(
                0,
                "h264",
                192,
                144,
                192,
                144,
                0,
                Rational.of(1, 1),
                Rational.of(25, 1),
                false,
                interlaced,
                "yuv420p",
                8,
                new MediaInfo.Colour("", "", "", ""),
                Rational.of(1, 1000));
        MediaInfo info = new MediaInfo(
                "matroska", 10, 0, video, List.of(), List.of(), List.of(), Recipe.VIRTUAL, "", List.of(), "{}");
        PreparedSource source = new PreparedSource(
                Path.of("film"), 0, Path.of("film"), 0, video.timeBase(), 0, 10_000, 250, Recipe.VIRTUAL, "");
        List<SegmentOrder.Target> targets = Arrays.stream(rates)
                .boxed()
                .map(rate -> new SegmentOrder.Target(
                        new Rendition("r" + rate, 192, 144, VideoCodec.H264, 23, "medium", "main", 8, rate, 128),
                        new FrameSize(192, 144),
                        Path.of("part")))
                .toList();
        return new SegmentOrder(info, source, segment, targets, deinterlace, new SegmentOrder.Hashes.None());
    }

    private static String graph(SegmentOrder order) {
        return SegmentGraph.write(order, SegmentGraph.outputs(order));
    }

    @Test
    void aPictureOfTheRightSizeIsNotTouched() {
        // ffmpeg passes it on when it has the size already
        assertThat(graph(order(false, Deinterlace.AUTO, MIDDLE, 60)))
                .isEqualTo("[0:0]trim=start_pts=1000:end_pts=3000,split=2[decoded][n0];"
                        + "[n0]setpts=PTS-1000[n1];[n1]scale=192:144[r0]");
    }

    @Test
    void onlyALimitedRateReadsOnToTheNextSegment() {
        assertThat(graph(order(false, Deinterlace.AUTO, MIDDLE, 10)))
                .startsWith("[0:0]trim=start_pts=1000,split=2")
                .contains("trim=end_pts=3000[decoded]", "setpts=PTS-0,fps=10,trim=end_pts=30,setpts=PTS-10");
    }

    @Test
    void fieldsAreJoinedWithTheNeighboursInSight() {
        assertThat(graph(order(true, Deinterlace.AUTO, MIDDLE, 60)))
                .isEqualTo("[0:0]split=2[n0][n1];[n0]trim=start_pts=1000:end_pts=3000[decoded];"
                        + "[n1]scale=192:144,bwdif=mode=send_frame:deint=interlaced,settb=1/1000[n2];"
                        + "[n2]trim=start_pts=1000:end_pts=3000,setpts=PTS-1000[n3];[n3]scale=192:144[r0]");
    }

    @Test
    void fieldsAreJoinedWhenTheSourceHasThemAndNobodyForbids() {
        assertThat(graph(order(true, Deinterlace.AUTO, MIDDLE, 60))).contains("bwdif", "settb=1/1000");
        assertThat(graph(order(true, Deinterlace.NEVER, MIDDLE, 60))).doesNotContain("bwdif");
        assertThat(graph(order(false, Deinterlace.AUTO, MIDDLE, 60))).doesNotContain("bwdif");
    }
}

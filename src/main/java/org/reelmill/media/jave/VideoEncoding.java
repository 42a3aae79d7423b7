package org.reelmill.media.jave;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reelmill.media.Rendition;
import org.reelmill.media.VideoCodec;

/**
 * The encoder's options for a rendition. Every encoder runs on one thread: many segments in flight use all cores without
 * the losses of threads that wait for one another.
 */
final class VideoEncoding {

    /** SVT-AV1's numbers that take about as long as x264's words. */
    private static final Map<String, String> AV1_PRESETS = Map.of(
            "ultrafast", "12",
            "superfast", "11",
            "veryfast", "10",
            "faster", "9",
            "fast", "8",
            "medium", "7",
            "slow", "6",
            "slower", "4",
            "veryslow", "3");

    private VideoEncoding() {}

    static List<String> options(Rendition rendition) {
        boolean deep = rendition.bitDepth() > 8;
        List<String> options = new ArrayList<>(List.of("-c:v", ToolFinder.ENCODERS.get(rendition.codec())));
        options.addAll(codecOptions(rendition, deep));
        options.addAll(List.of(
                "-crf",
                String.valueOf(rendition.crf()),
                "-pix_fmt",
                deep ? "yuv420p10le" : "yuv420p",
                "-threads",
                "1"));
        return options;
    }

    private static List<String> codecOptions(Rendition rendition, boolean deep) {
        return switch (rendition.codec()) {
            case H264 -> List.of("-preset", rendition.preset(), "-profile:v", deep ? "high10" : rendition.profile());
            case H265 ->
                List.of(
                        "-preset",
                        rendition.preset(),
                        "-profile:v",
                        deep ? "main10" : "main",
                        "-x265-params",
                        "pools=none:frame-threads=1:log-level=error",
                        "-tag:v",
                        tag(VideoCodec.H265));
            case AV1 -> List.of("-preset", av1Preset(rendition.preset()), "-svtav1-params", "lp=1");
        };
    }

    /** @param preset x264's word */
    static String av1Preset(String preset) {
        return AV1_PRESETS.getOrDefault(preset, "7");
    }

    /** The sample entry that players, Apple's among them, know the codec by. */
    static String tag(VideoCodec codec) {
        return switch (codec) {
            case H264 -> "avc1";
            case H265 -> "hvc1";
            case AV1 -> "av01";
        };
    }
}

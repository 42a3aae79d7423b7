package org.reelmill.pipeline;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reelmill.media.Rendition;
import org.reelmill.media.VideoCodec;
import org.reelmill.shared.Sentence;

/** A rendition that every film gets (S4.8). Any SQL client may edit its row (S4.56), so {@link #problems} is asked before use. */
@Entity
@Table(name = "output")
public class Output {

    /** Bytes; file systems take 255, and a number or a temporary mark may be added. */
    private static final int LONGEST_NAME = 240;

    /** x264's words, from the fastest to the smallest. */
    public static final List<String> PRESETS =
            List.of("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow");

    public static final List<String> PROFILES = List.of("baseline", "main", "high");

    public static final List<Integer> BIT_DEPTHS = List.of(8, 10);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "outputID")
    private Long id;

    @Column(name = "active")
    private boolean active = true;

    @Column(name = "maxX")
    private int maxWidth;

    @Column(name = "maxY")
    private int maxHeight;

    @Column(name = "CRF")
    private int crf = 23;

    @Column(name = "preset")
    private String preset = "medium";

    @Column(name = "profile")
    private String profile = "main";

    @Column(name = "maxFramerate")
    private int maxFramerate = 60;

    @Column(name = "audioBitrate")
    private int audioBitrate = 128;

    @Column(name = "codec")
    private String codec = VideoCodec.H264.name();

    @Column(name = "bitDepth")
    private int bitDepth = 8;

    @Column(name = "place")
    private int place;

    protected Output() {
        // for JPA
    }

    Output(OutputSettings settings) {
        change(settings);
    }

    final void change(OutputSettings settings) {
        active = settings.active();
        maxWidth = settings.maxX();
        maxHeight = settings.maxY();
        crf = settings.crf();
        preset = settings.preset();
        profile = settings.profile();
        maxFramerate = settings.maxFramerate();
        audioBitrate = settings.audioBitrate();
        codec = settings.codec();
        bitDepth = settings.bitDepth();
    }

    void activate(boolean value) {
        active = value;
    }

    /** @param value its place in the list, from 1; 0 as long as nobody has put the list in order */
    void place(int value) {
        place = value;
    }

    /** Whether somebody has put the list in order. */
    boolean placed() {
        return place > 0;
    }

    public long id() {
        return id;
    }

    public boolean active() {
        return active;
    }

    public OutputSettings settings() {
        return new OutputSettings(
                active, maxWidth, maxHeight, crf, preset, profile, maxFramerate, audioBitrate, codec, bitDepth);
    }

    /**
     * The rendition that this output asks for. Its name is the file name that the pattern gives, less the stem and the
     * extension: {@code 1080p60}.
     */
    Rendition rendition(String namePattern) {
        String name = fileName(namePattern, "").replaceFirst("\\.mp4$", "");
        return new Rendition(
                name,
                maxWidth,
                maxHeight,
                VideoCodec.valueOf(codec.toUpperCase(Locale.ROOT)),
                crf,
                preset,
                profile,
                bitDepth,
                maxFramerate,
                audioBitrate);
    }

    /** The file name of a film's rendition (X1); the stem is shortened where a file system would not take the name. */
    String fileName(String namePattern, String stem) {
        return JobFiles.fitting(stem, LONGEST_NAME, fitting -> expand(namePattern, fitting));
    }

    private String expand(String namePattern, String stem) {
        return namePattern
                .replace("{maxX}", String.valueOf(maxWidth))
                .replace("{maxY}", String.valueOf(maxHeight))
                .replace("{maxFramerate}", String.valueOf(maxFramerate))
                .replace("{codec}", codec.toLowerCase(Locale.ROOT))
                .replace("{crf}", String.valueOf(crf))
                .replace("{stem}", stem);
    }

    /** What is wrong with it, by field; empty when it can be used. */
    public Map<String, Sentence> problems() {
        Map<String, Sentence> problems = new LinkedHashMap<>();
        check(problems, "maxX", maxWidth >= 16 && maxWidth <= 16384, Sentence.of("shared.refusal.range", 16, 16384));
        check(problems, "maxY", maxHeight >= 16 && maxHeight <= 16384, Sentence.of("shared.refusal.range", 16, 16384));
        check(
                problems,
                "crf",
                crf >= 0 && crf <= (isCodec(VideoCodec.AV1) ? 63 : 51),
                Sentence.of("pipeline.refusal.crf"));
        check(problems, "preset", PRESETS.contains(preset), Sentence.of("pipeline.refusal.preset"));
        check(problems, "profile", PROFILES.contains(profile), Sentence.of("pipeline.refusal.profile"));
        check(
                problems,
                "maxFramerate",
                maxFramerate >= 1 && maxFramerate <= 1000,
                Sentence.of("shared.refusal.range", 1, 1000));
        check(
                problems,
                "audioBitrate",
                audioBitrate >= 16 && audioBitrate <= 512,
                Sentence.of("pipeline.refusal.bitrate"));
        check(
                problems,
                "codec",
                isCodec(VideoCodec.H264) || isCodec(VideoCodec.H265) || isCodec(VideoCodec.AV1),
                Sentence.of("pipeline.refusal.codec"));
        check(problems, "bitDepth", BIT_DEPTHS.contains(bitDepth), Sentence.of("pipeline.refusal.bitDepth"));
        check(
                problems,
                "bitDepth",
                bitDepth == 8 || !isCodec(VideoCodec.H264) || profile.equals("high"),
                Sentence.of("pipeline.refusal.high"));
        return problems;
    }

    private boolean isCodec(VideoCodec wanted) {
        return wanted.name().equalsIgnoreCase(codec);
    }

    private static void check(Map<String, Sentence> problems, String field, boolean right, Sentence message) {
        if (!right) {
            problems.putIfAbsent(field, message);
        }
    }
}

package org.reelmill.conversion;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.reelmill.media.ConversionForm;
import org.reelmill.media.MediaKind;
import org.reelmill.media.VideoCodec;

/** What a file may be converted to (S2.16): a row of the table of profiles. */
@Entity
@Table(name = "conversion_type")
public class ConversionType {

    /** A suffix that begins so stands behind the whole name, extension included (S2.26). */
    private static final String BEHIND_ALL = "..";

    @Id
    @Column(name = "name")
    private String name;

    @Column(name = "aliases")
    private String aliases;

    @Column(name = "label")
    private String label;

    @Column(name = "kind")
    private String kind;

    @Column(name = "container")
    private String container;

    @Column(name = "suffix")
    private String suffix;

    @Column(name = "videoCodec")
    private String videoCodec;

    @Column(name = "quality")
    private int quality;

    @Column(name = "preset")
    private String preset;

    @Column(name = "audioCodec")
    private String audioCodec;

    @Column(name = "audioBitrate")
    private int audioBitrate;

    @Column(name = "output")
    private String output;

    @Column(name = "maxMegabytes")
    private int maxMegabytes;

    @Column(name = "active")
    private boolean active;

    /** For JPA. */
    protected ConversionType() {}

    public String name() {
        return name;
    }

    public List<String> aliases() {
        return Stream.of(aliases.split(","))
                .map(String::strip)
                .filter(alias -> !alias.isEmpty())
                .toList();
    }

    public String label() {
        return label;
    }

    public MediaKind kind() {
        return MediaKind.valueOf(kind);
    }

    /** What a result's name ends in. */
    public String suffix() {
        return suffix;
    }

    public int quality() {
        return quality;
    }

    public String preset() {
        return preset;
    }

    /** The output that long videos are milled to; empty: all are converted in one piece. */
    public Optional<String> output() {
        return Optional.ofNullable(output).filter(text -> !text.isBlank());
    }

    /** Largest source in MiB. */
    public int maxMegabytes() {
        return maxMegabytes;
    }

    public boolean active() {
        return active;
    }

    public boolean isCalled(String asked) {
        String wanted = asked.strip().toLowerCase(Locale.ROOT);
        return name.equals(wanted) || aliases().contains(wanted);
    }

    public Optional<VideoCodec> videoCodec() {
        return Optional.ofNullable(videoCodec).map(VideoCodec::valueOf);
    }

    /** Whether a quality can be chosen; sound has a bit rate. */
    public boolean hasQuality() {
        return kind() != MediaKind.AUDIO;
    }

    /** Whether long videos may become what an output says: the pipeline makes MP4. */
    public boolean mayBeMilled() {
        return form().container() == ConversionForm.Container.MP4;
    }

    /** @throws IllegalArgumentException the row, which any SQL client may edit, makes no sense */
    public ConversionForm form() {
        return new ConversionForm(
                kind(),
                ConversionForm.Container.valueOf(container),
                videoCodec(),
                quality,
                preset,
                ConversionForm.Sound.valueOf(audioCodec),
                audioBitrate);
    }

    /** Whether the row makes sense. */
    boolean usable() {
        boolean known =
                Arrays.stream(MediaKind.values()).anyMatch(it -> it.name().equals(kind));
        try {
            return known && form().kind() == kind();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What a file is called that came of another one (S2.25, S2.26). */
    String resultName(String fileName) {
        if (suffix.startsWith(BEHIND_ALL)) {
            return fileName + suffix.substring(1);
        }
        int dot = fileName.lastIndexOf('.');
        return (dot > 0 ? fileName.substring(0, dot) : fileName) + suffix;
    }

    /** Of what makes a difference for it. */
    public TypeSettings settings() {
        return new TypeSettings(
                Optional.of(quality).filter(value -> hasQuality()),
                Optional.ofNullable(preset).filter(value -> videoCodec().isPresent()),
                Optional.of(maxMegabytes),
                Optional.of(active),
                Optional.of(output().orElse("")).filter(value -> mayBeMilled()));
    }

    void change(TypeSettings settings) {
        settings.quality().ifPresent(value -> quality = value);
        settings.preset().ifPresent(value -> preset = value);
        settings.maxMegabytes().ifPresent(value -> maxMegabytes = value);
        settings.active().ifPresent(value -> active = value);
        settings.output().ifPresent(value -> output = value.isEmpty() ? null : value);
    }
}

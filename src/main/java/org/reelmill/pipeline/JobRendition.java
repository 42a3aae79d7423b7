package org.reelmill.pipeline;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.util.Optional;
import org.reelmill.media.FrameSize;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.Rendition;
import org.reelmill.media.VideoCodec;

/** A rendition that a job gets, as it was when the job was planned or last healed, and the file that came of it. */
@Entity
@Table(name = "job_rendition")
public class JobRendition {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "renditionID")
    private Long id;

    @Column(name = "fk_jobID")
    private long jobId;

    @Column(name = "name")
    private String name;

    @Column(name = "fileName")
    private String fileName;

    @Column(name = "maxX")
    private int maxWidth;

    @Column(name = "maxY")
    private int maxHeight;

    @Column(name = "codec")
    private String codec;

    @Column(name = "CRF")
    private int crf;

    @Column(name = "preset")
    private String preset;

    @Column(name = "profile")
    private String profile;

    @Column(name = "bitDepth")
    private int bitDepth;

    @Column(name = "maxFramerate")
    private int maxFramerate;

    @Column(name = "audioBitrate")
    private int audioBitrate;

    @Column(name = "width")
    private int width;

    @Column(name = "height")
    private int height;

    @Column(name = "frames")
    private Long frames;

    @Column(name = "duration")
    private Double duration;

    @Column(name = "bytes")
    private Long bytes;

    @Column(name = "sha256")
    private String sha256;

    @Column(name = "deliveryName")
    private String deliveryName;

    // why not lazy: EclipseLink would read the whole row anew when it is set, over what was set before it
    @Lob
    @Column(name = "result")
    private String result;

    protected JobRendition() {
        // for JPA
    }

    JobRendition(long jobId, Rendition.Fitted fitted, String fileName) {
        Rendition rendition = fitted.rendition();
        this.jobId = jobId;
        this.name = rendition.name();
        this.fileName = fileName;
        this.maxWidth = rendition.maxWidth();
        this.maxHeight = rendition.maxHeight();
        this.codec = rendition.codec().name();
        this.crf = rendition.crf();
        this.preset = rendition.preset();
        this.profile = rendition.profile();
        this.bitDepth = rendition.bitDepth();
        this.maxFramerate = rendition.maxFramerate();
        this.audioBitrate = rendition.audioBitrate();
        this.width = fitted.size().width();
        this.height = fitted.size().height();
    }

    public long jobId() {
        return jobId;
    }

    /** Unique in its job, such as {@code 1080p60}. */
    public String name() {
        return name;
    }

    /** Such as {@code film1080p60.mp4}. */
    public String fileName() {
        return fileName;
    }

    public Rendition rendition() {
        return new Rendition(
                name,
                maxWidth,
                maxHeight,
                VideoCodec.valueOf(codec),
                crf,
                preset,
                profile,
                bitDepth,
                maxFramerate,
                audioBitrate);
    }

    public FrameSize size() {
        return new FrameSize(width, height);
    }

    public Rendition.Fitted fitted() {
        return new Rendition.Fitted(rendition(), size());
    }

    /** Records the file that was joined and checked. */
    void joined(JoinedFilm film, String filmAsJson) {
        frames = film.frames();
        duration = film.duration();
        bytes = film.bytes();
        sha256 = film.sha256();
        result = filmAsJson;
    }

    /** Reserves the name that the file gets in the delivery folder, before it is moved there. */
    void deliverAs(String reserved) {
        deliveryName = reserved;
    }

    public Optional<Long> frames() {
        return Optional.ofNullable(frames);
    }

    /** In seconds. */
    public Optional<Double> duration() {
        return Optional.ofNullable(duration);
    }

    public Optional<Long> bytes() {
        return Optional.ofNullable(bytes);
    }

    public Optional<String> sha256() {
        return Optional.ofNullable(sha256);
    }

    /** Its name in the delivery folder; empty when it stays in the export folder. */
    public Optional<String> deliveryName() {
        return Optional.ofNullable(deliveryName);
    }

    /** {@link JoinedFilm} as JSON. */
    Optional<String> result() {
        return Optional.ofNullable(result);
    }
}

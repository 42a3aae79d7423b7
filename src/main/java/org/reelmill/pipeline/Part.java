package org.reelmill.pipeline;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.Rational;

/** The encoded file of one segment and rendition, and what was checked about it. Its name carries the fence of its claim. */
@Entity
@Table(name = "part")
public class Part {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "partID")
    private Long id;

    @Column(name = "fk_transcodeJobID")
    private long segmentId;

    @Column(name = "rendition")
    private String rendition;

    @Column(name = "fence")
    private long fence;

    @Column(name = "frames")
    private long frames;

    @Column(name = "bytes")
    private long bytes;

    @Column(name = "sha256")
    private String sha256;

    @Column(name = "secondsNum")
    private long secondsNum;

    @Column(name = "secondsDen")
    private long secondsDen;

    @Column(name = "streamHeaders")
    private String streamHeaders;

    protected Part() {
        // for JPA
    }

    Part(Claim claim, EncodedSegment.Part encoded) {
        this.segmentId = claim.taskId();
        this.rendition = encoded.rendition();
        this.fence = claim.fence();
        this.frames = encoded.frames();
        this.bytes = encoded.bytes();
        this.sha256 = encoded.sha256();
        this.secondsNum = encoded.seconds().num();
        this.secondsDen = encoded.seconds().den();
        this.streamHeaders = encoded.streamHeaders();
    }

    public long segmentId() {
        return segmentId;
    }

    /** Name of the rendition. */
    public String rendition() {
        return rendition;
    }

    /** Of the claim that made it. */
    public long fence() {
        return fence;
    }

    public long frames() {
        return frames;
    }

    public long bytes() {
        return bytes;
    }

    public String sha256() {
        return sha256;
    }

    /** Exact length on the film's time line. */
    public Rational seconds() {
        return Rational.of(secondsNum, secondsDen);
    }

    public String streamHeaders() {
        return streamHeaders;
    }
}

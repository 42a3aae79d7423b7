package org.reelmill.pipeline;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.media.Segment;
import org.reelmill.shared.UuidConverter;

/** A segment of a film and the work on it (S4.7). Changed only by the statements of {@link ClaimRepository} and its siblings. */
@Entity
@Table(name = "transcodeJob")
public class TranscodeTask {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "transcodeJobID")
    private Long id;

    @Column(name = "fk_jobID")
    private long jobId;

    @Column(name = "segmentPart")
    private int part;

    @Column(name = "status")
    private int status;

    @Column(name = "failures")
    private int failures;

    @Column(name = "crashes")
    private int crashes;

    @Column(name = "fence")
    private long fence;

    @Convert(converter = UuidConverter.class)
    @Column(name = "fk_nodeUUID")
    private UUID node;

    @Column(name = "reason")
    private String reason;

    @Column(name = "startPts")
    private long startPts;

    @Column(name = "endPts")
    private long endPts;

    @Column(name = "frames")
    private long frames;

    @Column(name = "framesDone")
    private long framesDone;

    @Column(name = "started")
    private LocalDateTime started;

    @Column(name = "finished")
    private LocalDateTime finished;

    @Column(name = "doneBy")
    private String doneBy;

    @Column(name = "encodeMillis")
    private Long encodeMillis;

    @Column(name = "firstPts")
    private Long firstPts;

    @Column(name = "lastPts")
    private Long lastPts;

    @Column(name = "framesCompared")
    private boolean framesCompared;

    protected TranscodeTask() {
        // for JPA
    }

    TranscodeTask(long jobId, Segment segment) {
        this.jobId = jobId;
        this.part = segment.part();
        this.startPts = segment.startPts();
        this.endPts = segment.endPts();
        this.frames = segment.frames();
    }

    public long id() {
        return id;
    }

    public long jobId() {
        return jobId;
    }

    public int part() {
        return part;
    }

    public TaskStatus status() {
        return TaskStatus.of(status);
    }

    public int failures() {
        return failures;
    }

    public int crashes() {
        return crashes;
    }

    /** How often it was claimed. */
    public long fence() {
        return fence;
    }

    /** The node that holds it now. */
    public Optional<UUID> node() {
        return Optional.ofNullable(node);
    }

    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    public long startPts() {
        return startPts;
    }

    public long endPts() {
        return endPts;
    }

    public long frames() {
        return frames;
    }

    /** Pictures read so far by the attempt in hand. */
    public long framesDone() {
        return framesDone;
    }

    public Optional<LocalDateTime> started() {
        return Optional.ofNullable(started);
    }

    public Optional<LocalDateTime> finished() {
        return Optional.ofNullable(finished);
    }

    /** Name of the node that finished it. */
    public Optional<String> doneBy() {
        return Optional.ofNullable(doneBy);
    }

    /** Pictures a second of the attempt that succeeded, rounded to a thousandth. */
    public Optional<Double> fps() {
        return Optional.ofNullable(encodeMillis)
                .filter(millis -> millis > 0)
                .map(millis -> Math.round(framesDone * 1e6 / millis) / 1e3);
    }

    public Optional<Long> firstPts() {
        return Optional.ofNullable(firstPts);
    }

    public Optional<Long> lastPts() {
        return Optional.ofNullable(lastPts);
    }

    /** Whether every picture was found equal to the sequential decode. */
    public boolean framesCompared() {
        return framesCompared;
    }
}

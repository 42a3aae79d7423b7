package org.reelmill.pipeline;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.Optional;

/** Who worked on a task when, and what came of it. Changed only by the statements of {@link AttemptRepository}. */
@Entity
@Table(name = "attempt")
public class Attempt {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "attemptID")
    private Long id;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private TaskKind kind;

    @Column(name = "taskID")
    private long taskId;

    @Column(name = "fence")
    private long fence;

    @Column(name = "fk_jobID")
    private long jobId;

    @Column(name = "part")
    private Integer part;

    @Column(name = "node")
    private String node;

    @Column(name = "started")
    private LocalDateTime started;

    @Column(name = "ended")
    private LocalDateTime ended;

    @Enumerated(EnumType.STRING)
    @Column(name = "verdict")
    private Verdict verdict;

    @Column(name = "frames")
    private Long frames;

    @Column(name = "filmMillis")
    private Long filmMillis;

    @Column(name = "reason")
    private String reason;

    @Column(name = "log")
    private String log;

    protected Attempt() {
        // for JPA
    }

    public TaskKind kind() {
        return kind;
    }

    /** Of the segment; empty when the task is one of the whole job. */
    public Optional<Integer> part() {
        return Optional.ofNullable(part);
    }

    /** Number of the attempt among those at its task. */
    public long fence() {
        return fence;
    }

    /** Name of the node. */
    public String node() {
        return node;
    }

    /** UTC by the database's clock. */
    public LocalDateTime started() {
        return started;
    }

    /** Empty while it runs. */
    public Optional<LocalDateTime> ended() {
        return Optional.ofNullable(ended);
    }

    /** Empty while it runs. */
    public Optional<Verdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** Pictures that it encoded, when it succeeded. */
    public Optional<Long> frames() {
        return Optional.ofNullable(frames);
    }

    /** Length of the film that it encoded. */
    public Optional<Long> filmMillis() {
        return Optional.ofNullable(filmMillis);
    }

    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** The end of what the tool printed when it failed; may hold paths. */
    public Optional<String> log() {
        return Optional.ofNullable(log);
    }
}

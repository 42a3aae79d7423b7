package org.reelmill.still;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDateTime;
import java.util.Optional;

/** What the two kinds of jobs have in common. Inserted as an entity, changed by statements only. */
@MappedSuperclass
public abstract class StillJob {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "id")
    private Long id;

    @Enumerated(EnumType.STRING)
    @Column(name = "status")
    private StillStatus status;

    @Column(name = "uniqueKey")
    private String uniqueKey;

    @Column(name = "ready")
    private boolean ready;

    @Column(name = "fence")
    private long fence;

    @Column(name = "error")
    private String error;

    @Column(name = "created", insertable = false, updatable = false)
    private LocalDateTime created;

    protected StillJob() {
        // for JPA
    }

    StillJob(String uniqueKey, boolean ready) {
        this.status = StillStatus.QUEUED;
        this.uniqueKey = uniqueKey;
        this.ready = ready;
    }

    abstract StillKind kind();

    /** As the messages of S1.13 begin. */
    abstract String what();

    public long id() {
        return id;
    }

    public StillStatus status() {
        return status;
    }

    /** Whether nothing is waited for: all bytes of an upload are there. */
    boolean ready() {
        return ready;
    }

    /** Grows with each attempt. */
    long fence() {
        return fence;
    }

    /** Why it failed. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /** UTC by the database's clock. */
    public LocalDateTime created() {
        return created;
    }
}

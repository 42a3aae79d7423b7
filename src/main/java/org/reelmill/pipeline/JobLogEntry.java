package org.reelmill.pipeline;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/** Something that happened to a job, in words for its page. Time is UTC by the database's clock. */
@Entity
@Table(name = "job_log")
public class JobLogEntry {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "logID")
    private Long id;

    @Column(name = "fk_jobID")
    private long jobId;

    @Column(name = "logged")
    private LocalDateTime logged;

    @Column(name = "node")
    private String node;

    @Column(name = "level")
    private String level;

    @Column(name = "message")
    private String message;

    protected JobLogEntry() {
        // for JPA
    }

    public LocalDateTime logged() {
        return logged;
    }

    /** Name of the node that says it. */
    public String node() {
        return node;
    }

    /** {@code INFO}, {@code WARN} or {@code ERROR}. */
    public String level() {
        return level;
    }

    public String message() {
        return message;
    }
}

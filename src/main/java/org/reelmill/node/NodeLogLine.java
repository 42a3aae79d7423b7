package org.reelmill.node;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.reelmill.shared.LogTail;
import org.reelmill.shared.UuidConverter;

/** A line of a node's log. Its time is that of the node's own clock, as in the file. */
@Entity
@Table(name = "node_log")
public class NodeLogLine {

    private static final int MESSAGE_LENGTH = 1000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "id")
    private Long id;

    @Convert(converter = UuidConverter.class)
    @Column(name = "nodeUUID", nullable = false, updatable = false)
    private UUID node;

    @Column(name = "logged", nullable = false, updatable = false)
    private Instant logged;

    @Column(name = "level", nullable = false, updatable = false)
    private String level;

    @Column(name = "message", nullable = false, updatable = false)
    private String message;

    protected NodeLogLine() {
        // for JPA
    }

    NodeLogLine(UUID node, LogTail.Line line) {
        this.node = node;
        this.logged = line.logged();
        this.level = line.level();
        this.message = line.message().length() <= MESSAGE_LENGTH
                ? line.message()
                : line.message().substring(0, MESSAGE_LENGTH - 1) + "…";
    }

    public long id() {
        return id;
    }

    public Instant logged() {
        return logged;
    }

    /** {@code INFO}, {@code WARN} or {@code ERROR}. */
    public String level() {
        return level;
    }

    public String message() {
        return message;
    }
}

package org.reelmill.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.Optional;

/** A scan of a folder that is asked for or under way. Times are UTC by the database's clock. */
@Entity
@Table(name = "library_scan")
public class LibraryScan {

    /** Stands for the look into media files, wherever they are. */
    static final long MEDIA = 0;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "scanID")
    private Long id;

    @Column(name = "folderID")
    private long folderId;

    @Column(name = "actor")
    private String actor;

    @Column(name = "requested")
    private LocalDateTime requested;

    @Column(name = "aliveUntil")
    private LocalDateTime aliveUntil;

    @Column(name = "executionID")
    private Long executionId;

    @Column(name = "stopping")
    private boolean stopping;

    @Column(name = "folders")
    private long folders;

    @Column(name = "doubts")
    private long doubts;

    public long id() {
        return id;
    }

    public long folderId() {
        return folderId;
    }

    /** Whether it looks into media files instead of folders. */
    public boolean isOfMedia() {
        return folderId == MEDIA;
    }

    /** Who asked for it. */
    public String actor() {
        return actor;
    }

    public LocalDateTime requested() {
        return requested;
    }

    /** Whether a server has it in hand. */
    public boolean running() {
        return aliveUntil != null;
    }

    /** Its last execution of the batch runtime. */
    public Optional<Long> executionId() {
        return Optional.ofNullable(executionId);
    }

    /** Whether somebody wants it to end. */
    boolean stopping() {
        return stopping;
    }

    /** Folders, or media files, that it has looked at. */
    public long folders() {
        return folders;
    }

    long doubts() {
        return doubts;
    }
}

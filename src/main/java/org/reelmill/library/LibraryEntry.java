package org.reelmill.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A file or folder as it was found last. A folder's numbers are those of all that is below it, to any depth. Read here,
 * changed by conditional statements of {@link EntryRepository}. Times are UTC.
 */
@Entity
@Table(name = "library_entry")
public class LibraryEntry {

    @Id
    @Column(name = "entryID")
    private long id;

    @Column(name = "parentID")
    private long parentId;

    @Column(name = "name")
    private String name;

    @Column(name = "sortName")
    private String sortName;

    @Column(name = "kind")
    private int kind;

    @Column(name = "state")
    private int state;

    @Column(name = "size")
    private long size;

    @Column(name = "files")
    private long files;

    @Column(name = "images")
    private long images;

    @Column(name = "videos")
    private long videos;

    @Column(name = "pending")
    private long pending;

    @Column(name = "retained")
    private long retained;

    @Column(name = "modified")
    private long modified;

    @Column(name = "inode")
    private long inode;

    @Column(name = "listing")
    private Long listing;

    @Column(name = "changed")
    private LocalDateTime changed;

    @Column(name = "trouble")
    private String trouble;

    @Column(name = "retain")
    private boolean retain;

    @Column(name = "retainReason")
    private String retainReason;

    @Column(name = "retainUntil")
    private LocalDateTime retainUntil;

    @Column(name = "mediaState")
    private Integer mediaState;

    @Column(name = "width")
    private Integer width;

    @Column(name = "height")
    private Integer height;

    @Column(name = "codec")
    private String codec;

    @Column(name = "seconds")
    private Double seconds;

    @Column(name = "taken")
    private LocalDateTime taken;

    @Column(name = "removedFrom")
    private String removedFrom;

    @Column(name = "removedAt")
    private LocalDateTime removedAt;

    @Column(name = "removedBy")
    private String removedBy;

    @Column(name = "panel", insertable = false, updatable = false)
    private int panel;

    @Column(name = "sortRank", insertable = false, updatable = false)
    private long sortRank;

    public long id() {
        return id;
    }

    long parentId() {
        return parentId;
    }

    /** As the file system has it. */
    public String name() {
        return name;
    }

    public EntryKind kind() {
        return EntryKind.of(kind);
    }

    public boolean isFolder() {
        return kind() == EntryKind.FOLDER;
    }

    public EntryState state() {
        return EntryState.values()[state];
    }

    /** In bytes; of a folder all that is below it, as far as it was read. */
    public long size() {
        return size;
    }

    /** Files below a folder; 1 for a file. */
    public long files() {
        return files;
    }

    public long images() {
        return images;
    }

    public long videos() {
        return videos;
    }

    /** Folders, this one included, that nobody has read yet: while there are any, the numbers grow. */
    public long pending() {
        return pending;
    }

    /** Entries below, this one included, that must not be removed. */
    public long retained() {
        return retained;
    }

    Totals totals() {
        return new Totals(size, files, images, videos, pending, retained);
    }

    /** The part of it that lists need. */
    public Known known() {
        return new Known(id, name, kind(), totals(), modified, inode, state() == EntryState.PENDING, retain);
    }

    public Instant modified() {
        return Instant.EPOCH.plus(Duration.of(modified, java.time.temporal.ChronoUnit.MICROS));
    }

    long modifiedMicros() {
        return modified;
    }

    long inode() {
        return inode;
    }

    /** Of a folder: a hash of its listing when it was compared last; empty when it is to be compared. */
    Optional<Long> listing() {
        return Optional.ofNullable(listing);
    }

    /** When this row got its last news. */
    public LocalDateTime changed() {
        return changed;
    }

    /** Why it cannot be read. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Whether it must not be removed, neither itself nor with a folder above it. */
    public boolean retain() {
        return retain;
    }

    public Optional<String> retainReason() {
        return Optional.ofNullable(retainReason);
    }

    /** When it is no longer retained; empty: never. */
    public Optional<LocalDateTime> retainUntil() {
        return Optional.ofNullable(retainUntil);
    }

    /** Whether pixels, codec and length are still to be found out. */
    public boolean mediaPending() {
        return mediaState != null && mediaState == 0;
    }

    /** In pixels, as a viewer sees it. */
    public Optional<Integer> width() {
        return Optional.ofNullable(width);
    }

    public Optional<Integer> height() {
        return Optional.ofNullable(height);
    }

    public Optional<String> codec() {
        return Optional.ofNullable(codec);
    }

    /** How long it plays. */
    public Optional<Double> seconds() {
        return Optional.ofNullable(seconds);
    }

    /** When the camera made it, by the camera's clock. */
    public Optional<LocalDateTime> taken() {
        return Optional.ofNullable(taken);
    }

    /** Of something in the garbage: its path before, below its root. */
    public Optional<String> removedFrom() {
        return Optional.ofNullable(removedFrom);
    }

    public Optional<LocalDateTime> removedAt() {
        return Optional.ofNullable(removedAt);
    }

    public Optional<String> removedBy() {
        return Optional.ofNullable(removedBy);
    }
}

package org.reelmill.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.util.Optional;

/** Something that is being moved: noted before a file is touched, and forgotten when the entry is where it shall be. */
@Entity
@Table(name = "library_transfer")
public class Transfer {

    /** What it is for. */
    public enum Kind {
        /** Into another folder of the library, or under another name. */
        MOVE,
        /** Into the garbage. */
        REMOVE,
        /** Out of the garbage. */
        RESTORE,
        /** Out of this world. */
        DELETE
    }

    /** How far it is. The place of a constant is its number in the database. */
    enum Step {
        BEGUN,
        /** A copy on another volume is whole and compared, or what is deleted is out of sight: from here on it is finished. */
        READY
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "transferID")
    private Long id;

    @Column(name = "entryID")
    private long entryId;

    @Column(name = "kind")
    private String kind;

    @Column(name = "step")
    private int step;

    @Column(name = "source")
    private String source;

    @Column(name = "target")
    private String target;

    @Column(name = "parentID")
    private long parentId;

    @Column(name = "name")
    private String name;

    @Column(name = "removedFrom")
    private String removedFrom;

    @Column(name = "actor")
    private String actor;

    @Column(name = "node")
    private String node;

    @Column(name = "bytes")
    private long bytes;

    @Column(name = "copied")
    private long copied;

    public long id() {
        return id;
    }

    public long entryId() {
        return entryId;
    }

    public Kind kind() {
        return Kind.valueOf(kind);
    }

    Step step() {
        return Step.values()[step];
    }

    /** On this machine. */
    Path source() {
        return Path.of(source);
    }

    /** On this machine; of what is deleted, where it is out of sight. */
    Path target() {
        return Path.of(target);
    }

    /** Where the copy grows, beside the target. */
    Path unfinished() {
        return target().resolveSibling(Volumes.UNFINISHED + id);
    }

    long parentId() {
        return parentId;
    }

    /** The new name. */
    public String name() {
        return name;
    }

    Optional<String> removedFrom() {
        return Optional.ofNullable(removedFrom);
    }

    String node() {
        return node;
    }

    public String actor() {
        return actor;
    }

    /** Of the whole. */
    public long bytes() {
        return bytes;
    }

    /** So far; stays 0 where one rename is enough. */
    public long copied() {
        return copied;
    }
}

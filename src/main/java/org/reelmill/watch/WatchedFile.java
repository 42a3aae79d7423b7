package org.reelmill.watch;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.UuidConverter;

/** A file of a watched folder in the ledger. Written by statements only. Times are UTC by the database's clock. */
@Entity
@Table(name = "watched_file")
public class WatchedFile {

    @Id
    @Column(name = "fileID")
    private Long id;

    @Column(name = "folderID")
    private long folderId;

    @Column(name = "pathKey")
    private String pathKey;

    @Column(name = "parentKey")
    private String parentKey;

    @Column(name = "path")
    private String path;

    @Column(name = "bytes")
    private long bytes;

    @Column(name = "modified")
    private long modified;

    @Column(name = "inode")
    private long inode;

    @Column(name = "state")
    private int state;

    @Column(name = "reason")
    private String reason;

    @Column(name = "since")
    private LocalDateTime since;

    @Column(name = "due")
    private LocalDateTime due;

    @Column(name = "registered")
    private LocalDateTime registered;

    @Column(name = "videoID")
    private Integer videoId;

    @Column(name = "followUp")
    private int followUp;

    @Column(name = "trouble")
    private String trouble;

    @Column(name = "sourceName")
    private String sourceName;

    @Convert(converter = UuidConverter.class)
    @Column(name = "jobUUID")
    private UUID job;

    @Column(name = "result")
    private String result;

    @Column(name = "resultKey")
    private String resultKey;

    /** For JPA. */
    protected WatchedFile() {}

    public long id() {
        return id;
    }

    long folderId() {
        return folderId;
    }

    public Path path() {
        return Path.of(path);
    }

    FileStamp stamp() {
        return new FileStamp(bytes, modified, inode);
    }

    public long bytes() {
        return bytes;
    }

    public FileState state() {
        return FileState.of(state);
    }

    /** Why it is not registered. */
    public Optional<FileReason> reason() {
        return Optional.ofNullable(reason).map(FileReason::valueOf);
    }

    /** Since when it is in its state. */
    public LocalDateTime since() {
        return since;
    }

    /** When it is looked at again. */
    public Optional<LocalDateTime> due() {
        return Optional.ofNullable(due);
    }

    public Optional<LocalDateTime> registered() {
        return Optional.ofNullable(registered);
    }

    /** Its row in {@code videos}. */
    public Optional<Integer> videoId() {
        return Optional.ofNullable(videoId);
    }

    public FollowUp followUp() {
        return FollowUp.of(followUp);
    }

    /** Why its rule could not be followed; in English. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    Optional<String> sourceName() {
        return Optional.ofNullable(sourceName);
    }

    public Optional<UUID> job() {
        return Optional.ofNullable(job);
    }

    /** Where the MP4 is that was made of it, or shall be. */
    public Optional<Path> result() {
        return Optional.ofNullable(result).map(Path::of);
    }
}

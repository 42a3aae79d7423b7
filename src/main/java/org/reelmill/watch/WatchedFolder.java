package org.reelmill.watch;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A folder that is watched, and what the server that watches it tells of it. Times are UTC by the database's clock. */
@Entity
@Table(name = "watched_folder")
public class WatchedFolder {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "folderID")
    private Long id;

    @Column(name = "folder")
    private String folder;

    @Column(name = "folderKey")
    private String folderKey;

    @Column(name = "deep")
    private boolean recursive;

    @Column(name = "wantedMode")
    private String wantedMode;

    @Column(name = "rule")
    private String rule;

    @Column(name = "outputs")
    private String outputs;

    @Column(name = "target")
    private String target;

    @Column(name = "pollSeconds")
    private int pollSeconds;

    @Column(name = "node")
    private String node;

    @Column(name = "enabled")
    private boolean enabled;

    @Column(name = "watchedBy", updatable = false)
    private String watchedBy;

    @Column(name = "mode", updatable = false)
    private String mode;

    @Column(name = "modeReason", updatable = false)
    private String modeReason;

    @Column(name = "trouble", updatable = false)
    private String trouble;

    @Column(name = "reconciled", updatable = false)
    private LocalDateTime reconciled;

    @Column(name = "events", updatable = false)
    private long events;

    @Column(name = "lost", updatable = false)
    private long lost;

    @Column(name = "rescanWanted", updatable = false)
    private boolean rescanWanted;

    @Column(name = "lossAccepted", updatable = false)
    private boolean lossAccepted;

    /** For JPA. */
    protected WatchedFolder() {}

    WatchedFolder(FolderSettings settings) {
        change(settings);
    }

    final void change(FolderSettings settings) {
        folder = settings.folder();
        folderKey = PathKey.of(folder);
        recursive = settings.recursive();
        wantedMode = settings.mode().name();
        rule = settings.rule().name();
        outputs = String.join(",", settings.outputs());
        target = settings.target().orElse(null);
        pollSeconds = settings.pollSeconds();
        node = settings.node().orElse(null);
        enabled = settings.enabled();
    }

    public FolderSettings settings() {
        return new FolderSettings(
                folder,
                recursive,
                WatchMode.valueOf(wantedMode),
                WatchRule.valueOf(rule),
                outputs.isEmpty() ? List.of() : Arrays.asList(outputs.split(",")),
                Optional.ofNullable(target),
                pollSeconds,
                Optional.ofNullable(node),
                enabled);
    }

    public long id() {
        return id;
    }

    public Path folder() {
        return Path.of(folder);
    }

    /** Name of the node that watches it now; empty when none does. */
    public Optional<String> watchedBy() {
        return Optional.ofNullable(watchedBy);
    }

    /** How it is watched; empty as long as nobody has begun. */
    public Optional<WatchMode> mode() {
        return Optional.ofNullable(mode).map(WatchMode::valueOf);
    }

    /** Why it is watched in this way, where it is not by events alone; in English. */
    public Optional<String> modeReason() {
        return Optional.ofNullable(modeReason);
    }

    /** What keeps it from being watched, or things in it from being done; in English. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** When all of it was looked through last. */
    public Optional<LocalDateTime> reconciled() {
        return Optional.ofNullable(reconciled);
    }

    /** Hints that were told. */
    public long events() {
        return events;
    }

    /** How often hints were lost; each time it was looked through as a whole. */
    public long lost() {
        return lost;
    }

    boolean rescanWanted() {
        return rescanWanted;
    }

    /** Whether somebody has said that what vanished is really gone. */
    boolean lossAccepted() {
        return lossAccepted;
    }
}

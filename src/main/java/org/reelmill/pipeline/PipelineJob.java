package org.reelmill.pipeline;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.UuidConverter;

/**
 * A source film on its way to its renditions (S4.5). Read here, changed by conditional statements of
 * {@link JobRepository}, because several nodes and any SQL client work on the same row. Times are UTC by the database's clock.
 */
@Entity
@Table(name = "job")
public class PipelineJob {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "jobID")
    private Long id;

    @Convert(converter = UuidConverter.class)
    @Column(name = "jobUUID")
    private UUID uuid;

    @Column(name = "sourceName")
    private String sourceName;

    @Column(name = "sourceKey")
    private String sourceKey;

    @Column(name = "dateAdded")
    private LocalDateTime added;

    @Column(name = "dateCompleted")
    private LocalDateTime ended;

    @Column(name = "status")
    private int status;

    @Column(name = "completed")
    private boolean completed;

    @Column(name = "cleaned")
    private boolean cleaned;

    @Column(name = "paused")
    private boolean paused;

    @Column(name = "priority")
    private int priority;

    @Column(name = "origin")
    private String origin;

    @Column(name = "client")
    private String client;

    @Column(name = "wantedOutputs")
    private String wantedOutputs;

    @Column(name = "quarantineName")
    private String quarantineName;

    @Column(name = "reason")
    private String reason;

    @Column(name = "onePiece")
    private String onePiece;

    @Column(name = "encoder")
    private String encoder;

    @Column(name = "codecs")
    private String codecs;

    @Column(name = "sourceBytes")
    private Long sourceBytes;

    @Column(name = "sourceModified")
    private Long sourceModified;

    @Column(name = "sourceSha256")
    private String sourceSha256;

    @Column(name = "framesVerified")
    private boolean framesVerified;

    @Column(name = "started")
    private LocalDateTime started;

    @Lob
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "notes")
    private String notes;

    @Lob
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "mediaInfo")
    private String mediaInfo;

    @Lob
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "preparedSource")
    private String preparedSource;

    @Lob
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "certificate")
    private String certificate;

    protected PipelineJob() {
        // for JPA
    }

    public long id() {
        return id;
    }

    public UUID uuid() {
        return uuid;
    }

    /** Path below the source folder, with forward slashes. */
    public String sourceName() {
        return sourceName;
    }

    /** The source's name without folders and last extension (S4.50). */
    public String stem() {
        String file = sourceName.substring(sourceName.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    public LocalDateTime added() {
        return added;
    }

    /** When it completed, failed or was cancelled. */
    public Optional<LocalDateTime> ended() {
        return Optional.ofNullable(ended);
    }

    public JobStatus status() {
        return JobStatus.of(status);
    }

    /** Set last, after delivery was verified (X3). */
    public boolean completed() {
        return completed;
    }

    /** Whether folders and source of the ended job were dealt with. */
    public boolean cleaned() {
        return cleaned;
    }

    public boolean paused() {
        return paused;
    }

    /** Higher is sooner. */
    public int priority() {
        return priority;
    }

    /** Where it came from: {@code SQL}, {@code FOLDER} or {@code API}. */
    public String origin() {
        return origin;
    }

    public Optional<String> client() {
        return Optional.ofNullable(client);
    }

    /** Names of the outputs that were asked for; empty means all active ones. */
    public List<String> wantedOutputs() {
        return wantedOutputs == null ? List.of() : Arrays.asList(wantedOutputs.split(","));
    }

    public Optional<String> quarantineName() {
        return Optional.ofNullable(quarantineName);
    }

    /** Why it failed or was refused. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Why it is milled without a cut; empty when it may be cut. */
    public Optional<String> onePiece() {
        return Optional.ofNullable(onePiece);
    }

    /** Fingerprint of the build that all its parts are made with. */
    public Optional<String> encoder() {
        return Optional.ofNullable(encoder);
    }

    /** Names of the codecs that its renditions need; none before it is planned. */
    public List<String> codecs() {
        return codecs.isEmpty() ? List.of() : Arrays.asList(codecs.split(","));
    }

    public Optional<Long> sourceBytes() {
        return Optional.ofNullable(sourceBytes);
    }

    /** Whether a file is the source that was milled, by size and time. */
    boolean isSource(BasicFileAttributes file) {
        return sourceBytes == null
                || (sourceBytes == file.size()
                        && sourceModified == file.lastModifiedTime().toMillis());
    }

    public Optional<String> sourceSha256() {
        return Optional.ofNullable(sourceSha256);
    }

    /** Whether its segments are compared with a sequential decode, by the policy when it was ingested. */
    public boolean framesVerified() {
        return framesVerified;
    }

    /** When its first segment became claimable. */
    public Optional<LocalDateTime> started() {
        return Optional.ofNullable(started);
    }

    /** In plain words, what no rendition can carry and what was done differently. */
    public List<String> notes() {
        return notes == null || notes.isEmpty() ? List.of() : Arrays.asList(notes.split("\n"));
    }

    /** {@link org.reelmill.media.MediaInfo} as JSON. */
    public Optional<String> mediaInfo() {
        return Optional.ofNullable(mediaInfo);
    }

    /** {@link StoredSource} as JSON. */
    public Optional<String> preparedSource() {
        return Optional.ofNullable(preparedSource);
    }

    public Optional<String> certificate() {
        return Optional.ofNullable(certificate);
    }
}

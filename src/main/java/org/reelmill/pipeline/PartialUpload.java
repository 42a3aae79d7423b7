package org.reelmill.pipeline;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.UuidConverter;

/** A film that arrives in pieces. Written by statements only. Times are UTC by the database's clock. */
@Entity
@Table(name = "upload")
public class PartialUpload {

    @Id
    @Column(name = "uploadID")
    private Long id;

    @Convert(converter = UuidConverter.class)
    @Column(name = "uploadUUID")
    private UUID uuid;

    @Column(name = "name")
    private String name;

    @Column(name = "nameKey")
    private String nameKey;

    @Column(name = "owner")
    private String owner;

    @Column(name = "metadata")
    private String metadata;

    @Column(name = "sha256")
    private String sha256;

    @Column(name = "bytes")
    private long bytes;

    @Column(name = "received")
    private long received;

    @Column(name = "fence")
    private long fence;

    @Column(name = "done")
    private boolean done;

    @Column(name = "expires")
    private LocalDateTime expires;

    /** For JPA. */
    protected PartialUpload() {}

    long id() {
        return id;
    }

    public UUID uuid() {
        return uuid;
    }

    /** What it will be called in the source folder. */
    public String name() {
        return name;
    }

    /** Name of the account that began it. */
    public String owner() {
        return owner;
    }

    /** As the client sent it. */
    public String metadata() {
        return metadata;
    }

    Optional<String> sha256() {
        return Optional.ofNullable(sha256);
    }

    /** Whether it is surely of the same film. */
    boolean isOf(ResumableUploads.Wish wish) {
        return sha256 != null && sha256().equals(wish.sha256()) && bytes == wish.bytes();
    }

    /** Of the whole film. */
    public long bytes() {
        return bytes;
    }

    /** From where it goes on. */
    public long received() {
        return received;
    }

    long fence() {
        return fence;
    }

    /** Whether the film lies in the source folder, or has lain there. */
    public boolean done() {
        return done;
    }

    /** When it is forgotten, unless a piece arrives before. */
    public LocalDateTime expires() {
        return expires;
    }
}

package org.reelmill.still;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.reelmill.shared.Sha256;

/** The upload of a video (S1.2). */
@Entity
@Table(name = "video_job")
public class VideoJob extends StillJob {

    @Column(name = "filename")
    private String fileName;

    @Column(name = "owner")
    private String owner;

    @Column(name = "bytes")
    private long bytes;

    protected VideoJob() {
        // for JPA
    }

    /** @param bytes that are announced; 0 when they are not known */
    VideoJob(String fileName, String owner, long bytes) {
        super(Sha256.hex(fileName), false);
        this.fileName = fileName;
        this.owner = owner;
        this.bytes = bytes;
    }

    @Override
    StillKind kind() {
        return StillKind.VIDEO;
    }

    @Override
    String what() {
        return "upload of file named " + fileName;
    }

    public String fileName() {
        return fileName;
    }

    /** Name of the account that sent it. */
    public String owner() {
        return owner;
    }

    /** Its length; while it arrives, the one that was announced. */
    public long bytes() {
        return bytes;
    }
}

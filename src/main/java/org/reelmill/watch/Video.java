package org.reelmill.watch;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.Optional;

/** A row of the register of S3.5. Other programs may write rows of their own, so nothing but path is taken for given. */
@Entity
@Table(name = "videos")
public class Video {

    /** Characters of {@code des_video_path} and {@code des_url}. */
    static final int LONGEST_PATH = 1024;

    /** Characters of {@code main_dir}. */
    static final int LONGEST_FOLDER = 512;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "id")
    private Integer id;

    @Column(name = "main_dir")
    private String folder;

    @Column(name = "des_video_path")
    private String path;

    @Column(name = "status")
    private Integer status;

    @Column(name = "created_date", insertable = false, updatable = false)
    private LocalDateTime created;

    @Column(name = "des_url")
    private String url;

    /** For JPA. */
    protected Video() {}

    Video(String folder, String path, String url) {
        this.folder = folder;
        this.path = path;
        this.url = url;
        this.status = VideoStatus.REGISTERED.code();
    }

    void moveTo(String newFolder, String newPath, String newUrl) {
        this.folder = newFolder;
        this.path = newPath;
        this.url = newUrl;
    }

    void become(VideoStatus newStatus) {
        this.status = newStatus.code();
    }

    public int id() {
        return id;
    }

    public String path() {
        return path;
    }

    /** A code of {@link VideoStatus}, or what another program has written. */
    public Optional<Integer> status() {
        return Optional.ofNullable(status);
    }

    /** When it was registered, in UTC. */
    public Optional<LocalDateTime> created() {
        return Optional.ofNullable(created);
    }

    /** Empty when its folder is not served by any base address (S3.8). */
    public String url() {
        return url == null ? "" : url;
    }
}

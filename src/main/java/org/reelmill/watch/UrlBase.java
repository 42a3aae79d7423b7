package org.reelmill.watch;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;

/** A folder whose files a web server serves, and the address that it has there (S3.7). */
@Entity
@Table(name = "watched_base")
public class UrlBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "baseID")
    private Long id;

    @Column(name = "folder")
    private String folder;

    @Column(name = "url")
    private String url;

    /** For JPA. */
    protected UrlBase() {}

    UrlBase(Path folder, String url) {
        this.folder = folder.toString();
        this.url = url;
    }

    public long id() {
        return id;
    }

    public Path folder() {
        return Path.of(folder);
    }

    public String url() {
        return url;
    }
}

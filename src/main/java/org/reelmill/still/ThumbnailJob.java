package org.reelmill.still;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.Optional;
import org.reelmill.media.PictureForm;

/** A thumbnail that somebody asked for (S1.8). */
@Entity
@Table(name = "thumbnail_job")
public class ThumbnailJob extends StillJob {

    @Column(name = "video_id")
    private long video;

    @Column(name = "width")
    private int width;

    @Column(name = "height")
    private int height;

    @Enumerated(EnumType.STRING)
    @Column(name = "fitting")
    private PictureForm.Fit fit;

    @Column(name = "seconds")
    private Double seconds;

    protected ThumbnailJob() {
        // for JPA
    }

    ThumbnailJob(long video, PictureForm form) {
        super(key(video, form.width(), form.height()), true);
        this.video = video;
        this.width = form.width();
        this.height = form.height();
        this.fit = form.fit();
        this.seconds = form.at().orElse(null);
    }

    static String key(long video, int width, int height) {
        return video + "_" + width + "_" + height;
    }

    @Override
    StillKind kind() {
        return StillKind.THUMBNAIL;
    }

    @Override
    String what() {
        return "generation of thumbnail for video " + video + ", size: " + width + "x" + height;
    }

    /** Id of the job that brought the video. */
    public long video() {
        return video;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    PictureForm form() {
        return new PictureForm(width, height, fit, PictureForm.Format.JPEG, Optional.ofNullable(seconds));
    }
}

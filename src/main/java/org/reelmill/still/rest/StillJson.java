package org.reelmill.still.rest;

import jakarta.json.JsonObjectBuilder;
import org.reelmill.shared.Json;
import org.reelmill.still.ThumbnailJob;
import org.reelmill.still.VideoJob;

/** Jobs as S1 shows them. */
final class StillJson {

    private StillJson() {}

    /** S1.2. */
    static JsonObjectBuilder of(VideoJob job) {
        return Json.object()
                .add("id", job.id())
                .add("filename", job.fileName())
                .add("status", job.status().name());
    }

    /** S1.8. */
    static JsonObjectBuilder of(ThumbnailJob job) {
        return Json.object()
                .add("id", job.id())
                .add("video_id", job.video())
                .add("width", job.width())
                .add("height", job.height())
                .add("status", job.status().name());
    }
}

package org.reelmill.watch.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.watch.Video;

/** A row of the register of videos. */
public record VideoDto(
        int id,
        String path,
        @Schema(
                        description =
                                "1 registered, 2 a job is made of it, 3 its job has delivered, 4 its job failed, 5 the file is"
                                        + " gone")
                Integer status,
        Instant created,
        @Schema(description = "Empty when its folder has no base address") String url) {

    static VideoDto of(Video video) {
        return new VideoDto(
                video.id(), video.path(), video.status().orElse(null), FileDto.utc(video.created()), video.url());
    }
}

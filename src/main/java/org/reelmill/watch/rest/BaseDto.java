package org.reelmill.watch.rest;

import java.io.InputStream;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.shared.JsonInput;
import org.reelmill.watch.UrlBase;

/** A folder whose files have addresses. */
public record BaseDto(long id, String folder, String url) {

    static BaseDto of(UrlBase base) {
        return new BaseDto(base.id(), base.folder().toString(), base.url());
    }

    /** What is sent. */
    public record NewBaseDto(
            @Schema(required = true, description = "Absolute path") String folder,
            @Schema(required = true, description = "http or https") String url) {

        static NewBaseDto read(InputStream body) {
            JsonInput json = JsonInput.read(body, Set.of("folder", "url"));
            return new NewBaseDto(JsonInput.required("folder", json::text), JsonInput.required("url", json::text));
        }
    }
}

package org.reelmill.pipeline.rest;

import java.io.InputStream;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.shared.JsonInput;

/** A priority that a job shall get. */
public record PriorityDto(@Schema(required = true, description = "-100 to 100, higher is sooner") int priority) {

    static PriorityDto read(InputStream body) {
        return new PriorityDto(JsonInput.required("priority", JsonInput.read(body, Set.of("priority"))::number));
    }
}

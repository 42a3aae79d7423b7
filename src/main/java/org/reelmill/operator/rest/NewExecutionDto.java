package org.reelmill.operator.rest;

import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.shared.JsonInput;

/** What a job is to be started with. */
public record NewExecutionDto(
        @Schema(description = "Values by name; the job's definition says which there are")
                Map<String, String> parameters) {

    static NewExecutionDto read(InputStream body) {
        return new NewExecutionDto(
                JsonInput.read(body, Set.of("parameters")).map("parameters").orElse(Map.of()));
    }
}

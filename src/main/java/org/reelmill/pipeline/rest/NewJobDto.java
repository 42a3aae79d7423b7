package org.reelmill.pipeline.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.JobOrder;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.JsonInput;

/** A job that is asked for. */
public record NewJobDto(
        @Schema(required = true, description = "Path of a film below the source folder, with forward slashes")
                String source,
        @Schema(description = "Names of outputs, such as 1080p60; all active outputs if absent") List<String> outputs,
        @Schema(description = "-100 to 100, higher is sooner; for those who may steer jobs", defaultValue = "0")
                Integer priority,
        @Schema(description = "Who asks, to find its jobs again; a token that belongs to a client sets it")
                String client) {

    static NewJobDto read(InputStream body) {
        JsonInput json = JsonInput.read(body, Set.of("source", "outputs", "priority", "client"));
        return new NewJobDto(
                JsonInput.required("source", json::text),
                json.texts("outputs").orElse(List.of()).stream().distinct().toList(),
                json.number("priority").orElse(0),
                json.text("client").orElse(null));
    }

    /** @param clientOfToken a token that was given to a client speaks for that client only */
    JobOrder order(Optional<String> clientOfToken) {
        if (client != null
                && clientOfToken.filter(owner -> !owner.equals(client)).isPresent()) {
            throw new InvalidInputException("client", "must be the client that the token belongs to");
        }
        return new JobOrder("API", priority, clientOfToken.or(() -> Optional.ofNullable(client)), outputs);
    }
}

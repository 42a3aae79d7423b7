package org.reelmill.operator.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.operator.JobDefinition;

/** A batch job. */
public record BatchJobDto(
        String name,
        String description,
        List<Parameter> parameters,
        List<String> steps,
        @Schema(description = "Whether a failed or stopped execution can go on where it ended") boolean restartable,
        @Schema(description = "Whether people can start it") boolean startable,
        @Schema(description = "Its definition, as XML; absent in a list") String xml) {

    /** @param byDefault absent when the parameter must be given */
    public record Parameter(String name, String byDefault) {}

    static BatchJobDto ofList(JobDefinition definition) {
        return dto(definition, null);
    }

    static BatchJobDto of(JobDefinition definition) {
        return dto(definition, definition.xml());
    }

    private static BatchJobDto dto(JobDefinition definition, String xml) {
        return new BatchJobDto(
                definition.name(),
                definition.description(),
                definition.parameters().entrySet().stream()
                        .map(parameter -> new Parameter(
                                parameter.getKey(), parameter.getValue().orElse(null)))
                        .toList(),
                definition.steps(),
                definition.restartable() && definition.ownStarter().isEmpty(),
                definition.ownStarter().isEmpty(),
                xml);
    }
}

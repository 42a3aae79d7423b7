package org.reelmill.live.rest;

import jakarta.json.JsonObject;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.live.LiveEvent;
import org.reelmill.shared.Json;

/** Something that happened. */
public record EventDto(
        @Schema(description = "Its place in the order of events; what comes behind it is asked for with it") String id,
        @Schema(description = "job, attempt, log, node, policy, output, execution, library, watch, conversion or still")
                String type,
        @Schema(description = "What it happened to: the uuid of a job or node, the key of a policy; may be empty")
                String subject,
        String time,
        @Schema(
                        description = "Depends on the type",
                        type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
                JsonObject detail) {

    static EventDto of(LiveEvent event) {
        return new EventDto(
                event.position().toString(),
                event.type().word(),
                event.subject(),
                event.happened().toInstant(ZoneOffset.UTC).toString(),
                detail(event));
    }

    /** As the data of a server-sent event, whose id and type stand beside it. */
    static String data(LiveEvent event) {
        return Json.object()
                .add("subject", event.subject())
                .add("time", event.happened().toInstant(ZoneOffset.UTC).toString())
                .add("detail", detail(event))
                .build()
                .toString();
    }

    private static JsonObject detail(LiveEvent event) {
        return Json.readObject(event.detail());
    }
}

package org.reelmill.node.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.node.NodeSteering;
import org.reelmill.shared.JsonInput;

/** One thing to be done with many nodes. */
public record NodeBulkDto(
        @Schema(required = true) NodeSteering.Action action,
        @Schema(required = true, description = "1 to 500") List<UUID> nodes) {

    static NodeBulkDto read(InputStream body) {
        JsonInput json = JsonInput.read(body, Set.of("action", "nodes"));
        return new NodeBulkDto(
                JsonInput.required("action", field -> json.choice(field, NodeSteering.Action.class)),
                JsonInput.required("nodes", json::uuids));
    }
}

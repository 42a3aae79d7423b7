package org.reelmill.live.rest;

import jakarta.json.JsonObject;
import org.reelmill.live.EventType;
import org.reelmill.live.LiveEvent;
import org.reelmill.shared.Json;
import org.reelmill.still.StillStatus;

/**
 * Uploads and thumbnails as listeners of S1 know them: the text of S1.13 as {@code message}, and beside it what programs need
 * (D1.9).
 */
record JobStatusView(String channel) implements EventView {

    /** The channel of everything. */
    static final String ALL = "sse";

    private static final int DONE = 100;

    @Override
    public boolean wants(LiveEvent event) {
        return event.type() == EventType.STILL
                && (channel.equals(ALL) || event.subject().startsWith(channel + "/"));
    }

    @Override
    public String name(LiveEvent event) {
        return "job_status";
    }

    @Override
    public String data(LiveEvent event) {
        return data(Json.readObject(event.detail())).toString();
    }

    static JsonObject data(JsonObject detail) {
        String status = detail.getString("status");
        return Json.object()
                .add(
                        "message",
                        detail.getString("what") + " is "
                                + StillStatus.valueOf(status).word())
                .add("kind", detail.getString("kind"))
                .add("id", detail.getJsonNumber("id").longValue())
                .add("status", status)
                .add("progress", status.equals(StillStatus.COMPLETED.name()) ? DONE : 0)
                .build();
    }
}

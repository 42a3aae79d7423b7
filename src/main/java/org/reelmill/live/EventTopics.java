package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reelmill.shared.Json;

/** Topics of pages that are content to know that something happened, and look for themselves. */
@ApplicationScoped
public class EventTopics implements LiveTopic {

    private static final Map<String, EventType> TOPICS = Map.of(
            "policies", EventType.POLICY,
            "outputs", EventType.OUTPUT,
            "users", EventType.ACCOUNT,
            "library", EventType.LIBRARY,
            "watch", EventType.WATCH,
            "conversions", EventType.CONVERSION,
            "webhooks", EventType.WEBHOOK,
            "previews", EventType.PREVIEW);

    @Override
    public boolean covers(String topic) {
        return TOPICS.containsKey(topic);
    }

    @Override
    public Optional<String> news(String topic, List<LiveEvent> events) {
        List<String> subjects = events.stream()
                .filter(event -> event.type() == TOPICS.get(topic))
                .map(LiveEvent::subject)
                .distinct()
                .toList();
        if (subjects.isEmpty()) {
            return Optional.empty();
        }
        JsonArrayBuilder changed = Json.array();
        subjects.forEach(changed::add);
        return Optional.of(Json.object().add("changed", changed).build().toString());
    }
}

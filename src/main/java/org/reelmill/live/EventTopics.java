package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Topics of pages that are content to know that something happened, and look for themselves. */
@ApplicationScoped
public class EventTopics implements LiveTopic {

    private static final Map<String, EventType> TOPICS =
            Map.of("nodes", EventType.NODE, "policies", EventType.POLICY, "outputs", EventType.OUTPUT);

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
        JsonArrayBuilder changed = Json.createArrayBuilder();
        subjects.forEach(changed::add);
        return Optional.of(
                Json.createObjectBuilder().add("changed", changed).build().toString());
    }
}

package org.reelmill.live;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that pages watch. What there is to tell is made once for all browsers of a node. Every feature above this one may
 * add some.
 */
public interface LiveTopic {

    /** Whether this is one of these topics. */
    boolean covers(String topic);

    /**
     * What those who watch a topic are told now.
     *
     * @param events what happened; empty when only some seconds have passed: then for what changes all the time
     * @return a JSON object; empty: nothing
     */
    Optional<String> news(String topic, List<LiveEvent> events);

    /** The uuid in a topic such as {@code job/{uuid}}; empty when it is not one of those. */
    static Optional<UUID> uuidAfter(String start, String topic) {
        try {
            return topic.startsWith(start)
                    ? Optional.of(UUID.fromString(topic.substring(start.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // no UUID, so no such topic
            return Optional.empty();
        }
    }
}

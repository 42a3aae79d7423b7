package org.reelmill.live;

import java.util.List;
import java.util.Optional;

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
}

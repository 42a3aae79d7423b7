package org.reelmill.live.rest;

import org.reelmill.live.LiveEvent;

/** How a stream shows what happens. */
interface EventView {

    /** Whether it is shown at all. */
    boolean wants(LiveEvent event);

    /** The name of the server-sent event. */
    String name(LiveEvent event);

    /** A JSON object. */
    String data(LiveEvent event);
}

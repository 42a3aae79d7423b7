package org.reelmill.watch;

/** In a watched folder something is not as it was. Fired inside the transaction of the change. */
public record WatchChanged(long folder) {}

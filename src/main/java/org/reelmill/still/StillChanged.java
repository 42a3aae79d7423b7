package org.reelmill.still;

/**
 * A job of this feature has another status. Fired inside the transaction of the change.
 *
 * @param what the job, as the messages of S1.13 begin
 */
public record StillChanged(StillKind kind, long id, StillStatus status, String what) {}

package org.reelmill.shared;

/** Who does what is done at the moment, for records of changes. */
public interface CurrentActor {

    /** What is done by the product itself: by timers, batch jobs and at the start. */
    String SYSTEM = "system";

    /** Name of the account that asks, or {@link #SYSTEM}. */
    String name();
}

package org.reelmill.shared;

import java.util.Optional;

/** One thing that this node needs for its work. Every CDI bean of this type is asked by {@code /api/health/ready}. */
public interface ReadinessCheck {

    /** What is wrong now, as a sentence without secrets; empty if nothing is. Answers within seconds. */
    Optional<String> problem();
}

package org.reelmill.node;

import java.util.UUID;

/** A node was removed from the register because it had fallen silent. Fired where it was removed, after that. */
public record NodePurged(UUID node, String name) {}

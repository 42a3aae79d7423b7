package org.reelmill.conversion;

import java.util.Optional;
import java.util.UUID;

/**
 * A node's right to convert an item, until its lease ends.
 *
 * @param fence grows with each claim of the item; what is told under an older one is refused
 * @param job whose film is to be collected; empty when the file is to be converted
 */
public record ConversionClaim(UUID item, long fence, Optional<UUID> job) {}

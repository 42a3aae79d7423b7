package org.reelmill.conversion;

import java.util.Optional;
import java.util.UUID;

/**
 * Something that people see of items was changed. Fired inside the transaction of the change.
 *
 * @param item empty: of several
 */
public record ItemChanged(Optional<UUID> item) {}

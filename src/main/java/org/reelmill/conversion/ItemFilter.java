package org.reelmill.conversion;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Which items are asked for; what is empty does not matter.
 *
 * @param uuids only these
 */
public record ItemFilter(OptionalLong account, Optional<String> client, Set<ItemStatus> statuses, Set<UUID> uuids) {

    public ItemFilter {
        statuses = Set.copyOf(statuses);
        uuids = Set.copyOf(uuids);
    }

    boolean matches(ConversionItem item) {
        return (account.isEmpty() || account.getAsLong() == item.owner().account())
                && (client.isEmpty() || client.get().equals(item.owner().client()))
                && (statuses.isEmpty() || statuses.contains(item.status()))
                && (uuids.isEmpty() || uuids.contains(item.uuid()));
    }
}

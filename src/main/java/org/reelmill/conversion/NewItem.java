package org.reelmill.conversion;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An item to be stored.
 *
 * @param rejections why it was not accepted; empty when it was
 */
record NewItem(UUID uuid, Owner owner, ItemWish wish, Optional<String> idempotencyKey, List<String> rejections) {

    /** A rejected one holds no key: what was in its way may be gone when the client asks again. */
    Optional<String> key() {
        return rejections.isEmpty() ? idempotencyKey : Optional.empty();
    }

    ItemStatus status() {
        return rejections.isEmpty() ? ItemStatus.TO_DO : ItemStatus.REJECTED;
    }
}

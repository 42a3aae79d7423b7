package org.reelmill.conversion;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.Page;

/** Where items are kept. Everything that has returned is durable, as far as the store is at all. */
public interface ConversionStore {

    /** @return false when the owner has an item of this idempotency key already */
    boolean add(NewItem item);

    Optional<ConversionItem> find(UUID uuid);

    Optional<ConversionItem> findByKey(Owner owner, String idempotencyKey);

    /** Newest first. */
    Page<ConversionItem> page(ItemFilter filter, int offset, int limit);

    /** What an account has asked for and not yet got. */
    Load loadOf(long account);

    /** @param items number of those that have not ended @param bytes of their files */
    record Load(long items, long bytes) {}

    /** Bytes of all accepted items that have not arrived yet: room that is promised. */
    long promisedBytes();

    /** More of a file has arrived. @return false when the item is not waiting for its file, or is gone */
    boolean received(UUID uuid, long bytes);

    /** The file has arrived whole: the item may be worked on. @return false as above */
    boolean whole(UUID uuid, String sha512);

    /** @return whether it was there */
    boolean remove(UUID uuid);

    /** Items that ended, or whose file did not arrive, and that nobody touched for so long. */
    List<UUID> untouchedFor(Duration time, int most);
}

package org.reelmill.conversion;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides who works on which item. Every answer about a claim is false when the claim was lost: its lease ended, the item was
 * removed, or somebody else has it; then nothing was changed.
 */
public interface ConversionBroker {

    /**
     * Who works.
     *
     * @param uuid of the node
     * @param name of the node, for people
     */
    record Worker(UUID uuid, String name) {}

    /** What a node works on (S2.10). @param secondsSince it began */
    record Running(
            UUID item, Owner owner, String fileName, String type, String node, String thread, long secondsSince) {}

    /** The oldest item that may be worked on, which is in progress from now on. */
    Optional<ConversionClaim> claim(Worker worker, String thread, int leaseSeconds);

    boolean renew(ConversionClaim claim, int leaseSeconds);

    /** The result is where it belongs. */
    boolean finish(ConversionClaim claim, ConversionItem.Result result);

    boolean fail(ConversionClaim claim, List<String> errors);

    /** Gives it back: it is to do again, and nothing is held against it. */
    boolean release(ConversionClaim claim);

    /** The pipeline goes on with it. */
    boolean handOver(ConversionClaim claim, UUID job);

    /** Jobs of items that the pipeline has. */
    List<UUID> handedOver(int most);

    /** A job of the pipeline has ended, or is gone: its item may be claimed to be collected. */
    void jobEnded(UUID job);

    /** Ends the leases of a node that is known to be gone. */
    void died(UUID node);

    /**
     * Gives back what nobody holds any more; what was lost too often ends with errors, for it may be what kills servers (D4.10).
     *
     * @return how many items were given back
     */
    int giveBackLapsed(int mostAttempts);

    /** Whether {@link #claim} would find something. */
    boolean anyOpen();

    List<Running> running();
}

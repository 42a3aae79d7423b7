package org.reelmill.conversion;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A request of a client to have a file converted (S2.4, S2.8).
 *
 * @param idempotencyKey by which a request that is repeated is known; only one item of an owner has it
 * @param fileName as the client knows the file, without folders
 * @param bytes of the file
 * @param sha512 of the file as its client stated it, 128 small hexadecimal digits
 * @param received bytes that have arrived
 * @param whole whether the file is there, and what was announced
 * @param errors why it was rejected or could not be converted
 * @param result what came of it, once it finished
 * @param created UTC
 * @param job of the pipeline that a long video became
 */
public record ConversionItem(
        UUID uuid,
        Owner owner,
        Optional<String> idempotencyKey,
        String fileName,
        String type,
        long bytes,
        Optional<String> sha512,
        long received,
        boolean whole,
        ItemStatus status,
        List<String> errors,
        Optional<Result> result,
        LocalDateTime created,
        LocalDateTime updated,
        Optional<UUID> job) {

    /**
     * A converted file.
     *
     * @param name that it is saved by
     * @param sha512 128 small hexadecimal digits
     */
    public record Result(String name, long bytes, String sha512) {}
}

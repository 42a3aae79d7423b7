package org.reelmill.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What the client knows of a file that it has converted (S2.14). Everything is written down before and after each step, so that
 * whoever is interrupted goes on.
 *
 * @param conversion what it is converted to
 * @param target where the result belongs
 * @param bytes of the file when it was read
 * @param modified when it was changed last, in milliseconds since 1970
 * @param sha512 of the file; empty until it was read to be sent
 * @param attempt how often it was handed in; each is another request to servers
 * @param server that has it, by its name; empty while none has
 * @param item its id there
 * @param message why it failed
 * @param missedSince since when its server does not answer
 * @param replaces whether what stands in the target's place is an earlier result of ours
 * @param resultSha512 of the result as it was fetched; empty until then
 */
record Entry(
        Path file,
        String conversion,
        Path target,
        long bytes,
        long modified,
        String sha512,
        int attempt,
        String server,
        String item,
        Status status,
        String message,
        Instant created,
        Instant checked,
        Optional<Instant> missedSince,
        boolean replaces,
        String resultSha512) {

    /** How far it is. */
    enum Status {
        /** No server has it yet. */
        QUEUED,
        /** A server has it whole. */
        SENT,
        /** The result is in its place, and its checksum right. */
        FETCHED,
        FAILED,
        REJECTED;

        boolean open() {
            return this == QUEUED || this == SENT;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A file that is to be handed in. It is not read yet. */
    static Entry of(Path file, String conversion, Path target, Instant now) {
        Path absolute = file.toAbsolutePath().normalize();
        return new Entry(
                absolute,
                conversion,
                target.toAbsolutePath().normalize(),
                bytes(absolute),
                modified(absolute),
                "",
                1,
                "",
                "",
                Status.QUEUED,
                "",
                now,
                now,
                Optional.empty(),
                false,
                "");
    }

    /**
     * A file of which there was an entry before: it is handed in as it is now, and its earlier result replaced. What was fetched
     * before is the same request again, if the file is still the same; what failed is a new one.
     */
    static Entry anew(Entry before, Path target, Instant now) {
        Entry entry = of(before.file, before.conversion, target, now);
        return new Entry(
                entry.file,
                entry.conversion,
                entry.target,
                entry.bytes,
                entry.modified,
                entry.sha512,
                before.status == Status.FETCHED ? before.attempt : before.attempt + 1,
                entry.server,
                entry.item,
                entry.status,
                entry.message,
                entry.created,
                entry.checked,
                entry.missedSince,
                entry.target.equals(before.target) && (before.replaces || before.status == Status.FETCHED),
                "");
    }

    MediaType type() {
        return MediaType.of(file).orElse(MediaType.VIDEO);
    }

    /** Whether the file is still the one that was read. */
    boolean isOfThisFile() {
        return Files.isRegularFile(file) && bytes(file) == bytes && modified(file) == modified;
    }

    /** Whether the result in its place is still the one that was verified. It is read for that. */
    boolean hasItsResult() {
        return status == Status.FETCHED
                && Files.isRegularFile(target)
                && Sums.of(target).equals(resultSha512);
    }

    /** Repeating a request with it makes no second item; another attempt has another one. */
    String idempotencyKey() {
        String what = String.join("|", file.toString(), conversion, sha512, String.valueOf(attempt));
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** With its checksum, for which the file is read. */
    Entry summed() {
        return new Entry(
                file,
                conversion,
                target,
                bytes,
                modified,
                Sums.of(file),
                attempt,
                server,
                item,
                status,
                message,
                created,
                checked,
                missedSince,
                replaces,
                resultSha512);
    }

    Entry sent(String toServer, String asItem, Instant now) {
        return with(attempt, toServer, asItem, Status.SENT, "", now, Optional.empty(), "");
    }

    /** @param resultSum SHA-512 of the result that has its place now */
    Entry fetched(String resultSum, Instant now) {
        return with(attempt, server, item, Status.FETCHED, "", now, Optional.empty(), resultSum);
    }

    Entry ended(Status how, String why, Instant now) {
        return with(attempt, server, item, how, why, now, Optional.empty(), "");
    }

    /** To be handed in anew, at any server. */
    Entry again(String why, Instant now) {
        return with(attempt + 1, "", "", Status.QUEUED, why, now, Optional.empty(), "");
    }

    Entry checked(Instant now) {
        return with(attempt, server, item, status, message, now, Optional.empty(), resultSha512);
    }

    Entry missed(Instant now) {
        return with(attempt, server, item, status, message, now, missedSince.or(() -> Optional.of(now)), resultSha512);
    }

    private Entry with(
            int newAttempt,
            String newServer,
            String newItem,
            Status newStatus,
            String newMessage,
            Instant now,
            Optional<Instant> missed,
            String newResultSum) {
        return new Entry(
                file,
                conversion,
                target,
                bytes,
                modified,
                sha512,
                newAttempt,
                newServer,
                newItem,
                newStatus,
                newMessage,
                created,
                now,
                missed,
                replaces,
                newResultSum);
    }

    JsonObject json() {
        JsonObjectBuilder json = JsonText.object()
                .add("file", file.toString())
                .add("conversion_type", conversion)
                .add("target", target.toString())
                .add("file_size", bytes)
                .add("modified", modified)
                .add("sha512_checksum", sha512)
                .add("attempt", attempt)
                .add("server_id", server)
                .add("item_id", item)
                .add("status", status.word())
                .add("message", message)
                .add("created_at", created.toString())
                .add("last_checked_at", checked.toString())
                .add("replaces", replaces)
                .add("result_sha512_checksum", resultSha512);
        missedSince.ifPresent(since -> json.add("missed_since", since.toString()));
        return json.build();
    }

    static Entry read(JsonObject json) {
        return new Entry(
                Path.of(json.getString("file")),
                json.getString("conversion_type"),
                Path.of(json.getString("target")),
                json.getJsonNumber("file_size").longValue(),
                json.getJsonNumber("modified").longValue(),
                json.getString("sha512_checksum"),
                json.getInt("attempt"),
                json.getString("server_id"),
                json.getString("item_id"),
                Status.valueOf(json.getString("status").toUpperCase(Locale.ROOT)),
                json.getString("message"),
                Instant.parse(json.getString("created_at")),
                Instant.parse(json.getString("last_checked_at")),
                JsonText.text(json, "missed_since").map(Instant::parse),
                json.getBoolean("replaces", false),
                json.getString("result_sha512_checksum", ""));
    }

    static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}

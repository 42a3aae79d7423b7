package org.reelmill.cli;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Brings files to servers and results back (S2.1). Each step is noted in the ledger; what cannot be done now is done when it is
 * asked for the next time.
 */
final class Courier {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Servers servers;
    private final String client;
    private final Ledger ledger;
    private final Transfers transfers;
    private final Console console;
    private final Clock clock;

    /** A server that is away for longer has lost its files: they are handed in at another one. */
    private final Duration patience;

    Courier(Settings settings, Ledger ledger, Console console, Clock clock, Duration patience) {
        this.servers = new Servers(settings.servers());
        this.client = settings.clientId();
        this.ledger = ledger;
        this.transfers = new Transfers(console);
        this.console = console;
        this.clock = clock;
        this.patience = patience;
    }

    /** Does with a file what can be done now. */
    Entry advance(Entry entry) {
        Entry after;
        try {
            after = switch (entry.status()) {
                case QUEUED -> send(entry);
                case SENT -> fetch(entry);
                case FETCHED, FAILED, REJECTED -> entry;
            };
        } catch (UncheckedIOException e) {
            // one file that cannot be read or written does not keep the others
            after = entry.ended(Entry.Status.FAILED, e.getMessage(), now());
        }
        if (!after.equals(entry)) {
            ledger.put(after);
        }
        return after;
    }

    /**
     * Goes on with files until all of them have ended, or nothing more can be done now.
     *
     * @param parallel files at a time
     * @param wait whether servers that are away are waited for
     * @return how they are afterwards, in their order
     */
    List<Entry> advanceAll(List<Entry> entries, int parallel, boolean wait) {
        List<Entry> now = entries;
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            boolean again = true;
            while (again) {
                List<Entry> before = now;
                now = before.stream().map(entry -> threads.submit(() -> advance(entry))).toList().stream()
                        .map(Courier::result)
                        .toList();
                boolean open = now.stream().anyMatch(entry -> entry.status().open());
                boolean onServers = now.stream().anyMatch(entry -> entry.status() == Entry.Status.SENT);
                again = open && (wait || onServers);
                if (again) {
                    Pause.of(LOOK_AGAIN);
                }
            }
            return now;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(Exit.FAILED, "Interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Entry send(Entry asked) {
        if (!asked.isOfThisFile()) {
            return asked.ended(Entry.Status.FAILED, "The file was changed or is gone", now());
        }
        if (!asked.replaces() && Files.exists(asked.target())) {
            return inTheWay(asked);
        }
        Entry entry = asked.sha512().isEmpty() ? asked.summed() : asked;
        try {
            return servers.atOne(entry.type(), api -> {
                JsonObject item = Items.create(
                        api, client, entry.file(), entry.conversion(), entry.sha512(), entry.idempotencyKey());
                String id = item.getString("item_id");
                transfers.upload(api, client, item, entry.file());
                console.note("sent " + entry.file().getFileName() + " to "
                        + api.server().name());
                return entry.sent(api.server().name(), id, now());
            });
        } catch (UnreachableException e) {
            console.note(entry.file().getFileName() + " waits: " + e.getMessage());
            return entry;
        } catch (CliException e) {
            return entry.ended(refused(e), e.getMessage(), now());
        }
    }

    /** Somebody else's file, or a part of one: what we did not verify ourselves neither counts nor is replaced (D2.8). */
    private Entry inTheWay(Entry entry) {
        return entry.ended(
                Entry.Status.FAILED,
                entry.target().getFileName() + " is there already, and not known to be the result of this file",
                now());
    }

    /** @throws CliException the token is not good enough: that is no fault of the file, which waits for a better one */
    private static Entry.Status refused(CliException e) {
        return switch (e.exitCode()) {
            case Exit.FORBIDDEN -> throw e;
            case Exit.REJECTED -> Entry.Status.REJECTED;
            default -> Entry.Status.FAILED;
        };
    }

    private Entry fetch(Entry entry) {
        try {
            return servers.find(entry.server())
                    .map(api -> fetch(entry, api))
                    .orElseGet(() -> entry.again(entry.server() + " is no more in the configuration", now()));
        } catch (UnreachableException e) {
            return fromAnother(entry, e);
        } catch (CliException e) {
            return e.exitCode() == Exit.NOT_FOUND
                    ? entry.again("The server does not know it any more", now())
                    : entry.ended(refused(e), e.getMessage(), now());
        }
    }

    private Entry fetch(Entry entry, Api api) {
        JsonObject item = Items.show(api, client, entry.item());
        switch (item.getString("status")) {
            case "finished_successful" -> {
                JsonObject result = item.getJsonObject("result");
                String sum = result.getString("sha512_checksum");
                // it may have got its name right before we were killed
                boolean there = Files.exists(entry.target());
                if (!there || entry.replaces()) {
                    transfers.download(api, client, entry.item(), result, entry.target());
                } else if (!Sums.of(entry.target()).equals(sum)) {
                    return inTheWay(entry);
                }
                console.note("got  " + entry.target().getFileName());
                return entry.fetched(sum, now());
            }
            case "finished_with_errors" -> {
                return entry.ended(Entry.Status.FAILED, errors(item), now());
            }
            case "rejected" -> {
                return entry.ended(Entry.Status.REJECTED, errors(item), now());
            }
            default -> {
                return item.getBoolean("uploaded", false)
                        ? entry.missedSince().isPresent() ? entry.checked(now()) : entry
                        : entry.again("The server lost the file", now());
            }
        }
    }

    /** Servers of one farm know each other's items. */
    private Entry fromAnother(Entry entry, UnreachableException away) {
        for (Api api : servers.all()) {
            if (!api.server().name().equals(entry.server()) && api.isAlive() && knows(api, entry)) {
                return fetch(entry.sent(api.server().name(), entry.item(), now()), api);
            }
        }
        Instant since = entry.missedSince().orElse(now());
        if (Duration.between(since, now()).compareTo(patience) >= 0 && entry.isOfThisFile() && hasOther(entry)) {
            return entry.again(away.getMessage(), now());
        }
        return entry.missedSince().isPresent() ? entry : entry.missed(now());
    }

    private boolean hasOther(Entry entry) {
        return servers.all().stream()
                .anyMatch(api -> !api.server().name().equals(entry.server())
                        && api.server().takes(entry.type())
                        && api.isAlive());
    }

    private boolean knows(Api api, Entry entry) {
        try {
            return !Items.show(api, client, entry.item()).isEmpty();
        } catch (CliException e) {
            return false;
        }
    }

    static String errors(JsonObject item) {
        JsonArray errors = item.getJsonArray("errors");
        return errors == null
                ? ""
                : errors.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .collect(Collectors.joining("; "));
    }

    /** A file that is to be converted; one that the ledger knows, unchanged, is gone on with. */
    Entry entry(Path file, String conversion, Path target) {
        if (file.toAbsolutePath().normalize().equals(target.toAbsolutePath().normalize())) {
            throw new CliException(Exit.USAGE, "The result would take the place of " + file + " itself");
        }
        Optional<Entry> earlier = ledger.find(file, conversion);
        Optional<Entry> known = earlier.filter(Entry::isOfThisFile)
                .filter(entry -> entry.status().open());
        Entry entry = known.or(() -> earlier.map(old -> Entry.anew(old, target, now())))
                .orElseGet(() -> Entry.of(file, conversion, target, now()));
        if (known.isEmpty()) {
            ledger.put(entry);
        }
        return entry;
    }

    private Instant now() {
        return clock.instant();
    }
}

package org.reelmill.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The local database: entries by file and conversion, in one file that survives a crash at any moment. It is open only while
 * something is read or written, so that several commands may run at a time.
 */
final class Ledger {

    private static final int MOST_TRIES = 40;

    private final Path file;

    /** @param file made when it is missing, with its folder */
    Ledger(Path file) {
        this.file = file;
    }

    /** The ledger of a user's items. */
    static Ledger in(Path folder) {
        return new Ledger(folder.resolve("items.db"));
    }

    Optional<Entry> find(Path source, String conversion) {
        return with(map -> Optional.ofNullable(map.get(key(source, conversion))).map(Ledger::read));
    }

    Optional<Entry> findItem(String item) {
        return all().stream().filter(entry -> entry.item().equals(item)).findFirst();
    }

    /** By the names of their files. */
    List<Entry> all() {
        return with(map -> map.values().stream().map(Ledger::read).toList());
    }

    List<Entry> open() {
        return all().stream().filter(entry -> entry.status().open()).toList();
    }

    /** Files that came, or will come, of others. */
    Set<Path> targets() {
        return all().stream().map(Entry::target).collect(Collectors.toSet());
    }

    void put(Entry entry) {
        with(map -> map.put(key(entry.file(), entry.conversion()), entry.json().toString()));
    }

    void putAll(List<Entry> entries) {
        with(map -> {
            entries.forEach(entry ->
                    map.put(key(entry.file(), entry.conversion()), entry.json().toString()));
            return true;
        });
    }

    void remove(Entry entry) {
        with(map -> map.remove(key(entry.file(), entry.conversion())));
    }

    private static String key(Path source, String conversion) {
        return source.toAbsolutePath().normalize() + "\n" + conversion;
    }

    private static Entry read(String json) {
        return Entry.read(JsonText.read(json));
    }

    private synchronized <T> T with(Function<MVMap<String, String>, T> work) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("The local database " + file + " cannot be made", e);
        }
        try (MVStore store = open(0)) {
            T answer = work.apply(store.openMap("entries"));
            store.commit();
            return answer;
        } catch (MVStoreException e) {
            throw new CliException(
                    Exit.FAILED, "The local database " + file + " cannot be read or written: " + e.getMessage(), e);
        }
    }

    /** Waits for another command that has it open now. */
    private MVStore open(int tries) {
        try {
            return new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .open();
        } catch (MVStoreException e) {
            if (e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED || tries >= MOST_TRIES) {
                throw e;
            }
            Transfers.pause(0);
            return open(tries + 1);
        }
    }
}

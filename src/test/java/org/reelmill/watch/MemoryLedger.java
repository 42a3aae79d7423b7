package org.reelmill.watch;

import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A ledger without a database, which can be away all the same. */
final class MemoryLedger implements Ledger {

    private final Map<Path, Known> files = new HashMap<>();
    private final Map<Path, FileReason> reasons = new HashMap<>();
    private final List<Path> registrations = new ArrayList<>();
    private boolean away;

    void setAway(boolean away) {
        this.away = away;
    }

    FileState state(Path file) {
        Known known = files.get(file);
        return known == null ? null : known.state();
    }

    FileReason reason(Path file) {
        return reasons.get(file);
    }

    /** In their order, with those that were made again. */
    List<Path> registrations() {
        return registrations;
    }

    @Override
    public Map<Path, Known> inFolder(long folderId, Path parent) {
        answer();
        return files.values().stream()
                .filter(file -> file.path().getParent().equals(parent) && file.state() != FileState.GONE)
                .collect(Collectors.toMap(Known::path, file -> file));
    }

    @Override
    public Collection<Path> samples(long folderId) {
        answer();
        return files.values().stream()
                .filter(file -> file.state() != FileState.GONE)
                .map(Known::path)
                .toList();
    }

    @Override
    public boolean holdsAny(long folderId) {
        answer();
        return files.values().stream().anyMatch(file -> file.state() == FileState.REGISTERED);
    }

    @Override
    public void register(WatchedFolder folder, List<Ready> ready) {
        answer();
        for (Ready file : ready) {
            Known before = files.get(file.path());
            boolean known = before != null
                    && before.state() == FileState.REGISTERED
                    && before.stamp().sameContent(file.stamp());
            if (!known) {
                registrations.add(file.path());
            }
            files.put(file.path(), new Known(file.path(), FileState.REGISTERED, file.stamp()));
        }
    }

    @Override
    public void note(long folderId, List<Noted> noted) {
        answer();
        for (Noted note : noted) {
            // kept as text, as in a database
            Path path = Path.of(note.path().toString());
            files.put(path, new Known(path, note.state(), note.stamp()));
            reasons.put(path, note.reason());
        }
    }

    @Override
    public void gone(long folderId, Collection<Path> paths) {
        answer();
        for (Path path : paths) {
            files.computeIfPresent(path, (key, file) -> new Known(key, FileState.GONE, file.stamp()));
        }
    }

    @Override
    public void goneFolder(long folderId, Path parent) {
        gone(folderId, List.copyOf(inFolder(folderId, parent).keySet()));
    }

    private void answer() {
        if (away) {
            throw new IllegalStateException(new SQLTransientConnectionException("the database is away"));
        }
    }
}

package org.reelmill.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** The folders of this node, for the people who look after it. */
@ApplicationScoped
public class Folders {

    private final Map<String, Folder> folders = new LinkedHashMap<>();
    private final Event<ChangeMade> changes;

    /** For CDI's proxy. */
    protected Folders() {
        this.changes = null;
    }

    @Inject
    public Folders(Configuration configuration, Event<ChangeMade> changes) {
        this.changes = changes;
        folders.put("home", configuration.home());
        folders.put("work", configuration.work());
        folders.put("source", configuration.source());
        folders.put("delivery", configuration.delivery());
    }

    @Demands(Rights.SETTINGS)
    public List<FolderReport> list() {
        return folders.entrySet().stream()
                .map(entry -> report(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * Writes the marker file: somebody says that this is the right folder, and mounted.
     *
     * @param kind as in {@link FolderReport}
     * @throws NotFoundException no such folder
     * @throws ConflictException it does not exist or cannot be written to
     */
    @Demands(Rights.SETTINGS)
    public FolderReport mark(String kind) {
        Folder folder = Optional.ofNullable(folders.get(kind))
                .orElseThrow(() -> new NotFoundException(Sentence.of("settings.refusal.noFolder", kind)));
        try {
            Files.createFile(folder.path().resolve(WorkFolders.MARKER));
            changes.fire(new ChangeMade("folder.mark", kind, folder.path().toString()));
        } catch (FileAlreadyExistsException e) {
            // somebody was quicker, and that is as good
        } catch (IOException e) {
            throw new ConflictException(Sentence.of(
                    "settings.refusal.mark", folder.path(), e.getClass().getSimpleName()));
        }
        return report(kind, folder);
    }

    private static FolderReport report(String kind, Folder folder) {
        Path path = folder.path();
        boolean marked = Files.isRegularFile(path.resolve(WorkFolders.MARKER));
        Optional<FileStore> store = storeOf(path);
        return new FolderReport(
                kind,
                path,
                folder.setBy(),
                marked,
                condition(folder, marked),
                store.map(Folders::free),
                store.map(Folders::total));
    }

    private static FolderReport.Condition condition(Folder folder, boolean marked) {
        if (!Files.isDirectory(folder.path())) {
            return FolderReport.Condition.MISSING;
        }
        if (folder.configured() && !marked) {
            return FolderReport.Condition.UNMARKED;
        }
        return Files.isWritable(folder.path()) ? FolderReport.Condition.GOOD : FolderReport.Condition.READ_ONLY;
    }

    private static Optional<FileStore> storeOf(Path path) {
        try {
            return Optional.of(Files.getFileStore(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long free(FileStore store) {
        try {
            return store.getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long total(FileStore store) {
        try {
            return store.getTotalSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

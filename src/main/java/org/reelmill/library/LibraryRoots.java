package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.reelmill.account.Audit;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** The folder trees that the library has (M5). A folder that somebody names must exist and be marked, or be marked by him. */
@ApplicationScoped
@Transactional
public class LibraryRoots {

    private static final String FIRST = "library";

    private final RootRepository roots;
    private final EntryRepository entries;
    private final WorkFolders folders;
    private final Audit audit;

    @Inject
    LibraryRoots(RootRepository roots, EntryRepository entries, WorkFolders folders, Audit audit) {
        this.roots = roots;
        this.entries = entries;
        this.folders = folders;
        this.audit = audit;
    }

    /** For CDI's proxy. */
    protected LibraryRoots() {
        this(null, null, null, null);
    }

    /** What somebody wants to have. @param garbage empty: in the folder itself, and so on its volume */
    public record Wish(String name, String folder, Optional<String> garbage, boolean readOnly, boolean mark) {}

    /** A new installation has one. Its folders are the mill's own, so it marks them itself. */
    void addFirst() {
        if (roots.all().isEmpty() && folders.findProblem().isEmpty()) {
            mark(folders.library(), "folder");
            add(new LibraryRoot(FIRST, folders.library(), folders.garbage(), false));
        }
        // also of an installation from before garbage was marked
        if (Files.isDirectory(folders.garbage())
                && roots.all().stream()
                        .anyMatch(root -> root.folder(Area.GARBAGE).equals(folders.garbage()))) {
            mark(folders.garbage(), "garbage");
        }
    }

    public List<LibraryRoot> all() {
        return roots.all();
    }

    public boolean any() {
        return !roots.all().isEmpty();
    }

    /**
     * Adds a folder tree to the library.
     *
     * @throws InvalidInputException a name or a folder cannot be used
     * @throws ConflictException the name is taken, or the folder overlaps with that of another root
     */
    @Demands(Rights.SETTINGS)
    public LibraryRoot define(Wish wish) {
        if (!wish.name().matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}")) {
            throw new InvalidInputException("name", Sentence.of("library.refusal.name"));
        }
        if (roots.find(wish.name()).isPresent()) {
            throw new ConflictException(Sentence.of("library.refusal.libraryTaken", wish.name()));
        }
        Path folder = existing(wish.folder(), "folder");
        requireApart(folder, "folder");
        requireMarked(folder, "folder", wish.mark());
        Path garbage = wish.garbage()
                .map(path -> existing(path, "garbage"))
                .orElseGet(() -> folder.resolve(LibraryRoot.GARBAGE));
        if (wish.garbage().isPresent()) {
            requireApart(garbage, "garbage");
            if (garbage.startsWith(folder) || folder.startsWith(garbage)) {
                throw new InvalidInputException("garbage", Sentence.of("library.refusal.beside"));
            }
            requireMarked(garbage, "garbage", wish.mark());
        } else if (!wish.readOnly()) {
            make(garbage);
        }
        LibraryRoot root = add(new LibraryRoot(wish.name(), folder, garbage, wish.readOnly()));
        audit.record("library.define", wish.name(), folder + (wish.readOnly() ? ", read-only" : ""));
        return root;
    }

    /**
     * Says that a library is in other folders now (S0.7); what was known of it holds until it is read.
     *
     * @throws InvalidInputException a folder cannot be used
     * @throws ConflictException it overlaps with that of another library
     */
    @Demands(Rights.SETTINGS)
    public void relocate(String name, String newFolder, String newGarbage) {
        LibraryRoot root = roots.find(name)
                .orElseThrow(() -> new NotFoundException(Sentence.of("library.refusal.noLibrary", name)));
        Path folder = existing(newFolder, "source_path");
        Path garbage = existing(newGarbage, "deleted_path");
        if (folder.equals(root.folder()) && garbage.equals(root.folder(Area.GARBAGE))) {
            return;
        }
        if (!folder.equals(root.folder())) {
            requireApart(folder, "source_path", root);
        }
        if (!garbage.equals(root.folder(Area.GARBAGE))) {
            requireApart(garbage, "deleted_path", root);
        }
        requireMarked(folder, "source_path", false);
        if (!garbage.startsWith(folder)) {
            requireMarked(garbage, "deleted_path", false);
        }
        root.moveTo(folder, garbage);
        entries.forgetTime(root.top(Area.FILES));
        entries.forgetTime(root.top(Area.GARBAGE));
        audit.record("library.relocate", name, folder + ", " + garbage);
    }

    /** Forgets a folder tree; its files stay as they are. */
    @Demands(Rights.SETTINGS)
    public void forget(LibraryRoot root) {
        entries.remove(0, List.of(root.top(Area.FILES), root.top(Area.GARBAGE)));
        roots.delete(root.id());
        audit.record("library.forget", root.name(), root.folder().toString());
    }

    /**
     * Somebody says that what vanished is really gone: the next scan prunes it.
     *
     * @throws ConflictException its folder may not be mounted on this server
     */
    @Demands(Rights.SETTINGS)
    public void acceptLoss(LibraryRoot root) {
        root.requireMarked();
        roots.acceptLoss(root.id());
        audit.record("library.acceptLoss", root.name(), root.trouble().orElse(""));
    }

    private LibraryRoot add(LibraryRoot root) {
        root.begin(
                entries.insertTop(root.name() + "/" + Area.FILES.word()),
                entries.insertTop(root.name() + "/" + Area.GARBAGE.word()));
        roots.add(root);
        return root;
    }

    private static Path existing(String text, String field) {
        try {
            Path path = Path.of(text);
            if (!path.isAbsolute()) {
                throw new InvalidInputException(field, Sentence.of("library.refusal.absolute"));
            }
            return path.toRealPath();
        } catch (InvalidPathException e) {
            throw new InvalidInputException(field, Sentence.of("library.refusal.noPath"));
        } catch (IOException e) {
            throw new InvalidInputException(field, Sentence.of("library.refusal.missing"));
        }
    }

    private void requireApart(Path folder, String field) {
        requireApart(folder, field, null);
    }

    /** @param itself a root that does not count */
    private void requireApart(Path folder, String field, LibraryRoot itself) {
        Predicate<Path> overlaps = other -> folder.startsWith(other) || other.startsWith(folder);
        roots.all().stream()
                .filter(root -> itself == null || root.id() != itself.id())
                .filter(root -> overlaps.test(root.folder()) || overlaps.test(root.folder(Area.GARBAGE)))
                .findFirst()
                .ifPresent(root -> {
                    throw new ConflictException(Sentence.of("library.refusal.overlaps", folder, root.name()));
                });
        if (overlaps.test(folders.work()) || overlaps.test(folders.database())) {
            throw new InvalidInputException(field, Sentence.of("library.refusal.ofTheMill"));
        }
    }

    /** @param mark whether it shall be marked now */
    private static void requireMarked(Path folder, String field, boolean mark) {
        if (mark) {
            mark(folder, field);
        }
        if (!Files.isRegularFile(folder.resolve(WorkFolders.MARKER))) {
            throw new InvalidInputException(field, Sentence.of("library.refusal.unmarked", WorkFolders.MARKER));
        }
    }

    private static void mark(Path folder, String field) {
        try {
            Files.createFile(folder.resolve(WorkFolders.MARKER));
        } catch (FileAlreadyExistsException e) {
            // it is marked, and that is what was wanted
        } catch (IOException e) {
            throw new InvalidInputException(
                    field, Sentence.of("library.refusal.markFails", e.getClass().getSimpleName()));
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "garbage",
                    Sentence.of("library.refusal.makeFails", e.getClass().getSimpleName()));
        }
    }
}

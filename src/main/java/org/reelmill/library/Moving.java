package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ConfinedPath;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/** Renames, moves, removes, restores and deletes. Nothing is ever replaced, and nothing leaves its roots. */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
@Demands(Rights.LIBRARY)
public class Moving {

    private static final int AT_A_TIME = 100;

    private final Transfers transfers;
    private final Places places;
    private final EntryRepository entries;
    private final FolderScan scan;
    private final Policies policies;

    @Inject
    Moving(Transfers transfers, Places places, EntryRepository entries, FolderScan scan, Policies policies) {
        this.transfers = transfers;
        this.places = places;
        this.entries = entries;
        this.scan = scan;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Moving() {
        this(null, null, null, null, null);
    }

    /** @return where it is now @throws ConflictException there is something of that name, or it cannot be changed now */
    public Place rename(Place entry, String name) {
        requireChangeable(entry);
        requireIn(entry, Area.FILES, "library.refusal.renameInGarbage");
        requireName(entry, name);
        return transfers.move(entry, Transfer.Kind.MOVE, entry.parent(), name, null);
    }

    /**
     * Moves an entry into another folder, also of another root.
     *
     * @return where it is now
     * @throws InvalidInputException the folder is none, or is in the entry; the field is {@code destination}
     */
    public Place move(Place entry, Place folder) {
        requireChangeable(entry);
        requireIn(entry, Area.FILES, "library.refusal.moveInGarbage");
        requireWritable(folder.root());
        if (!folder.entry().isFolder() || folder.area() != Area.FILES) {
            throw new InvalidInputException("destination", Sentence.of("library.refusal.noDestination"));
        }
        if (folder.chain().stream()
                .anyMatch(above -> above.id() == entry.entry().id())) {
            throw new InvalidInputException("destination", Sentence.of("library.refusal.intoItself"));
        }
        if (folder.entry().id() == entry.parent().entry().id()) {
            throw new ConflictException(Sentence.of("library.refusal.thereAlready"));
        }
        return transfers.move(entry, Transfer.Kind.MOVE, folder, entry.entry().name(), null);
    }

    /**
     * Moves an entry into the garbage of its root, below the folders that it was in (S0.29). What was removed under the same
     * name before stays as it is.
     *
     * @throws ConflictException it is retained or something in it is, or the root cannot be changed now
     */
    public Place remove(Place entry) {
        requireChangeable(entry);
        requireIn(entry, Area.FILES, "library.refusal.inGarbage");
        if (places.of(entry.entry().id()).entry().retained() > 0) {
            throw new ConflictException(Sentence.of("library.refusal.retained"));
        }
        Place folder = foldersFor(entry);
        return transfers.move(
                entry,
                Transfer.Kind.REMOVE,
                folder,
                freeName(folder, entry.entry().name()),
                entry.path());
    }

    /**
     * Brings something back to where it was, with the folders that it was in.
     *
     * @throws ConflictException there is something of its name by now, or it is not in the garbage
     */
    public Place restore(Place entry) {
        requireChangeable(entry);
        requireIn(entry, Area.GARBAGE, "library.refusal.notInGarbage");
        String path = origin(entry).orElseThrow(() -> new ConflictException(Sentence.of("library.refusal.notRemoved")));
        int slash = path.lastIndexOf('/');
        Place folder = ensure(
                entry.root(),
                slash < 0 ? List.of() : List.of(path.substring(0, slash).split("/")));
        Place restored = transfers.move(entry, Transfer.Kind.RESTORE, folder, path.substring(slash + 1), null);
        tidy(entry);
        return restored;
    }

    /** Where something in the garbage was before, below its root. */
    public static Optional<String> origin(Place entry) {
        for (int i = entry.chain().size() - 1; i > 0; i--) {
            Optional<String> from = entry.chain().get(i).removedFrom();
            if (from.isPresent()) {
                StringBuilder path = new StringBuilder(from.get());
                entry.chain().subList(i + 1, entry.chain().size()).forEach(below -> path.append('/')
                        .append(below.name()));
                return Optional.of(path.toString());
            }
        }
        return Optional.empty();
    }

    /** Deletes something in the garbage for ever. @throws ConflictException it is not in the garbage */
    @Demands(Rights.SETTINGS)
    public void delete(Place entry) {
        requireChangeable(entry);
        requireIn(entry, Area.GARBAGE, "library.refusal.deleteFirst");
        transfers.delete(entry);
        tidy(entry);
    }

    /** Deletes for ever what has been in the garbage for longer than the policy says, if it says so. */
    @Demands(Rights.SETTINGS)
    public void purge() {
        int days = policies.current().number(Policy.GARBAGE_KEEP_DAYS);
        if (days == 0) {
            return;
        }
        // past those that cannot be deleted now, such as those of a library that is not mounted, to those that can
        int refused = 0;
        for (List<Long> old = entries.removedBefore(days, 0, AT_A_TIME);
                !old.isEmpty();
                old = entries.removedBefore(days, refused, AT_A_TIME)) {
            for (long entry : old) {
                refused += isPurged(entry) ? 0 : 1;
            }
        }
    }

    private boolean isPurged(long entry) {
        try {
            places.find(entry).ifPresent(this::delete);
            return entries.find(entry).isEmpty();
        } catch (ConflictException | UncheckedIOException e) {
            Logger.debug("Something in the garbage is not deleted now: {}", e.getMessage());
            return false;
        }
    }

    private static void requireChangeable(Place entry) {
        if (entry.isTop()) {
            throw new ConflictException(Sentence.of("library.refusal.moveWhole"));
        }
        requireWritable(entry.root());
        // what was a folder may be a link by now
        ConfinedPath.leadingBelow(entry.root().folder(entry.area()), entry.path(), "path");
    }

    private static void requireWritable(LibraryRoot root) {
        if (root.readOnly()) {
            throw new ConflictException(Sentence.of("library.refusal.readOnly", root.name()));
        }
        root.requireMarked();
        root.trouble().ifPresent(trouble -> {
            throw new ConflictException(
                    Sentence.of("library.refusal.trouble", root.name(), Sentence.recorded(trouble)));
        });
    }

    private static void requireIn(Place entry, Area area, String refusal) {
        if (entry.area() != area) {
            throw new ConflictException(Sentence.of(refusal));
        }
    }

    private void requireName(Place entry, String name) {
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new InvalidInputException("name", Sentence.of("library.refusal.withoutFolders"));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("name", Sentence.of("shared.refusal.controls"));
        }
        if (SkippedNames.of(policies.recent()).has(name)
                || name.startsWith(Volumes.UNFINISHED)
                || name.equals(LibraryRoot.GARBAGE)) {
            throw new InvalidInputException("name", Sentence.of("library.refusal.hidden"));
        }
        ConfinedPath.leadingBelow(entry.parent().file(), name, "name");
    }

    /** The folder of the garbage with the same path as the one that an entry is in. */
    private Place foldersFor(Place entry) {
        Place folder = top(entry.root(), Area.GARBAGE);
        for (LibraryEntry above : entry.chain().subList(1, entry.chain().size() - 1)) {
            folder = folderIn(folder, folderName(folder, above.name()));
        }
        return folder;
    }

    private Place ensure(LibraryRoot root, List<String> names) {
        Place folder = top(root, Area.FILES);
        for (String name : names) {
            folder = folderIn(folder, name);
        }
        return folder;
    }

    private Place top(LibraryRoot root, Area area) {
        return places.find(root, area, "");
    }

    private Place folderIn(Place folder, String name) {
        Path path = folder.file().resolve(name);
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(path);
                scan.look(folder);
            }
        } catch (FileAlreadyExistsException e) {
            throw new ConflictException(Sentence.of("library.refusal.noFolderNow", name));
        } catch (IOException e) {
            throw Transfers.refusal(e, name);
        }
        try {
            Place made = child(folder, name);
            scan.refresh(made);
            return places.of(made.entry().id());
        } catch (NotFoundException e) {
            throw new ConflictException(Sentence.of("library.refusal.folderUnusable", name));
        }
    }

    private Place child(Place folder, String name) {
        LibraryEntry entry = entries.child(folder.entry().id(), name)
                .or(() -> {
                    scan.look(folder);
                    return entries.child(folder.entry().id(), name);
                })
                .filter(LibraryEntry::isFolder)
                .orElseThrow(() -> new NotFoundException(Sentence.of("library.refusal.noFolderNamed", name)));
        return folder.below(entry);
    }

    /** The name, or one like it where a file has it. */
    private static String folderName(Place folder, String name) {
        String free = name;
        for (int version = 2;
                Files.exists(folder.file().resolve(free), LinkOption.NOFOLLOW_LINKS)
                        && !Files.isDirectory(folder.file().resolve(free), LinkOption.NOFOLLOW_LINKS);
                version++) {
            free = version(name, version);
        }
        return free;
    }

    /** The name, or one like it where it is taken: two things of one name are two versions. */
    private static String freeName(Place folder, String name) {
        String free = name;
        for (int version = 2; Files.exists(folder.file().resolve(free), LinkOption.NOFOLLOW_LINKS); version++) {
            free = version(name, version);
        }
        return free;
    }

    static String version(String name, int version) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String suffix = dot > 0 ? name.substring(dot) : "";
        String mark = "~" + version;
        while (bytes(stem + mark + suffix) > ConfinedPath.LONGEST_NAME) {
            stem = stem.isEmpty() ? stem : stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
            suffix = stem.isEmpty() ? "" : suffix;
        }
        return stem + mark + suffix;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Removes the folders of the garbage that were there only for what has left it. */
    private void tidy(Place left) {
        for (Place folder = left.parent(); !folder.isTop(); folder = folder.parent()) {
            if (folder.entry().removedFrom().isPresent()) {
                return;
            }
            try {
                Files.delete(folder.file());
            } catch (IOException e) {
                // there is something else in it
                return;
            }
            scan.look(folder.parent());
        }
    }
}

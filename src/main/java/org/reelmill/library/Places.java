package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reelmill.shared.ConfinedPath;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Sentence;

/**
 * Finds entries by what people say. The one way from a text to a file: it goes down name by name through what the database
 * knows, in which links have nothing below them, and the file system, where it is mounted, is asked as well whether the path stays
 * in its root (D0.1).
 */
@ApplicationScoped
public class Places {

    /** Characters that Linux takes for a whole path. */
    private static final int LONGEST = 4095;

    private final RootRepository roots;
    private final EntryRepository entries;
    private final FolderScan scan;

    @Inject
    Places(RootRepository roots, EntryRepository entries, FolderScan scan) {
        this.roots = roots;
        this.entries = entries;
        this.scan = scan;
    }

    /** For CDI's proxy. */
    protected Places() {
        this(null, null, null);
    }

    public List<LibraryRoot> roots() {
        return roots.all();
    }

    /** @throws NotFoundException there is none of this name */
    public LibraryRoot root(String name) {
        return roots.find(name)
                .orElseThrow(() -> new NotFoundException(Sentence.of("library.refusal.noLibrary", name)));
    }

    /**
     * The entry at a path. What lies in folders that nobody has read yet is found as well.
     *
     * @param path below the root, with forward slashes; empty for its top
     * @throws NotFoundException nothing is there
     * @throws InvalidInputException it is no path below the root; the field is {@code path}
     */
    public Place find(LibraryRoot root, Area area, String path) {
        return find(root, area, path, "path");
    }

    /** As {@link #find(LibraryRoot, Area, String)}, for a field of another name. */
    public Place find(LibraryRoot root, Area area, String path, String field) {
        List<LibraryEntry> chain = new ArrayList<>();
        chain.add(entries.find(root.top(area))
                .orElseThrow(() -> new NotFoundException(Sentence.plain("The library is gone"))));
        for (String name : names(root, area, path, field)) {
            chain.add(child(new Place(root, area, chain), name)
                    .orElseThrow(
                            () -> new NotFoundException(Sentence.of("library.refusal.nothingAt", shortened(path)))));
        }
        return new Place(root, area, chain);
    }

    /**
     * The entry with this id.
     *
     * @throws NotFoundException it is gone
     */
    public Place of(long id) {
        return find(id).orElseThrow(() -> new NotFoundException(Sentence.of("library.refusal.gone")));
    }

    /** As {@link #of}; empty when it is gone. */
    public Optional<Place> find(long id) {
        return find(List.of(id)).stream().findFirst();
    }

    /** The entries with these ids; without those that are gone. */
    List<Place> find(Collection<Long> ids) {
        Map<Long, Optional<LibraryRoot>> known = new HashMap<>();
        List<Place> found = new ArrayList<>();
        for (List<LibraryEntry> chain : entries.chains(ids)) {
            long top = chain.get(0).id();
            known.computeIfAbsent(top, roots::ofTop)
                    .map(root -> new Place(root, root.top(Area.FILES) == top ? Area.FILES : Area.GARBAGE, chain))
                    .ifPresent(found::add);
        }
        return found;
    }

    /**
     * The entry at a path of this machine, as clients of the old routes say it. The longest root that holds it counts.
     *
     * @throws InvalidInputException it is in no root
     */
    public Place ofAbsolute(String path, String field) {
        if (path.indexOf('\0') >= 0 || path.length() > LONGEST || !path.startsWith("/")) {
            throw outside(field);
        }
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        LibraryRoot best = null;
        Area where = Area.FILES;
        int length = -1;
        for (LibraryRoot root : roots.all()) {
            for (Area area : Area.values()) {
                String folder = root.folder(area).toString();
                if (folder.length() > length && (plain.equals(folder) || plain.startsWith(folder + "/"))) {
                    best = root;
                    where = area;
                    length = folder.length();
                }
            }
        }
        if (best == null) {
            throw outside(field);
        }
        return find(best, where, plain.length() == length ? "" : plain.substring(length + 1), field);
    }

    private static InvalidInputException outside(String field) {
        return new InvalidInputException(field, "is in no library");
    }

    private Optional<LibraryEntry> child(Place folder, String name) {
        if (!folder.entry().isFolder()) {
            return Optional.empty();
        }
        Optional<LibraryEntry> known = entries.child(folder.entry().id(), name);
        if (known.isEmpty()
                && Files.exists(folder.file().resolve(name), LinkOption.NOFOLLOW_LINKS)
                && scan.refreshInTurn(folder)) {
            return entries.child(folder.entry().id(), name);
        }
        return known;
    }

    private static List<String> names(LibraryRoot root, Area area, String path, String field) {
        if (path.isEmpty()) {
            return List.of();
        }
        if (path.length() > LONGEST) {
            throw new InvalidInputException(field, "is longer than " + LONGEST + " characters");
        }
        Path relative = ConfinedPath.relative(path, field);
        if (Files.exists(root.folder(area))) {
            ConfinedPath.leadingBelow(root.folder(area), path, field);
        }
        List<String> names = new ArrayList<>();
        relative.forEach(name -> names.add(name.toString()));
        return names;
    }

    private static String shortened(String path) {
        return path.length() <= 200 ? path : path.substring(0, 199) + "…";
    }
}

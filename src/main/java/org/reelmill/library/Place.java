package org.reelmill.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An entry and where it is.
 *
 * @param chain the entries from the top of its tree down to itself
 */
public record Place(LibraryRoot root, Area area, List<LibraryEntry> chain) {

    public Place {
        chain = List.copyOf(chain);
    }

    public LibraryEntry entry() {
        return chain.get(chain.size() - 1);
    }

    public boolean isTop() {
        return chain.size() == 1;
    }

    /** Folders above it. */
    int depth() {
        return chain.size() - 1;
    }

    /** Below the root, with forward slashes; empty for the top. */
    public String path() {
        return chain.stream().skip(1).map(LibraryEntry::name).collect(Collectors.joining("/"));
    }

    /** On this machine. */
    public Path file() {
        Path file = root.folder(area);
        for (LibraryEntry entry : chain.subList(1, chain.size())) {
            file = file.resolve(entry.name());
        }
        return file;
    }

    /** Something in it. */
    public Place below(LibraryEntry child) {
        List<LibraryEntry> longer = new ArrayList<>(chain);
        longer.add(child);
        return new Place(root, area, longer);
    }

    /** The folder that it is in. Not of a top. */
    public Place parent() {
        return new Place(root, area, chain.subList(0, chain.size() - 1));
    }
}

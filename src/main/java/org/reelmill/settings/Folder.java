package org.reelmill.settings;

import java.nio.file.Path;

/**
 * A folder of a node.
 *
 * @param path where it is, absolute
 * @param setBy the variable that names it; empty if it follows from another folder. A named folder is never created,
 *     because an unmounted share must not be filled by mistake; any other one is.
 */
public record Folder(Path path, String setBy) {

    /** Whether an operator named this very folder. */
    public boolean configured() {
        return !setBy.isEmpty();
    }

    /** A folder below this one that nobody named. */
    public Folder below(String name) {
        return new Folder(path.resolve(name), "");
    }
}

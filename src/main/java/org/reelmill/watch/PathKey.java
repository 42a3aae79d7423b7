package org.reelmill.watch;

import java.nio.file.Path;
import org.reelmill.shared.Sha256;

/** SHA-256 of a path: exact on every database, and short enough for an index. */
final class PathKey {

    private PathKey() {}

    static String of(Path path) {
        return of(path.toString());
    }

    static String of(String path) {
        return Sha256.hex(path);
    }
}

package org.reelmill.watch;

import java.nio.file.Path;

/** What a file system tells about a folder. None of it is trusted: whoever is told looks at the files. */
public interface Hints {

    /** Somebody closed a file after writing, or moved it in. */
    void closed(Path file);

    /** A file is new, or was changed; perhaps it is not complete. */
    void touched(Path file);

    /** A file is no longer where it was. */
    void gone(Path file);

    /** A folder is no longer where it was, with all that was in it. */
    void goneFolder(Path folder);

    /** More happened than could be told: everything has to be looked at. */
    void lost();
}

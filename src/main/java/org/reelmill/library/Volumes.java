package org.reelmill.library;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * What is done with files when something moves. Nothing here ever replaces a file or a folder with something in it. A port, so
 * that tests can break off in the middle.
 */
public interface Volumes {

    /** Begins the names of what is not whole yet, or not wholly gone; nobody sees them. */
    String UNFINISHED = ".reelmill-tmp-";

    /** Whether one rename can bring it there. */
    boolean isOneVolume(Path source, Path folder) throws IOException;

    /**
     * Gives a file or folder another name on its volume, in one step.
     *
     * @throws FileAlreadyExistsException the target exists
     */
    void rename(Path source, Path target) throws IOException;

    /**
     * Copies a file or folder to another volume, with its times, brings it to the disk and compares it with the source byte by
     * byte.
     *
     * @param target does not exist
     * @throws IOException also when the source changed meanwhile, or the copy is not the same
     */
    void copy(Path source, Path target, Progress progress) throws IOException;

    /**
     * Told while something goes on: for each file, and for each piece of one that is read or written, so that at no time a minute
     * passes without a word.
     */
    interface Progress {

        /** So much of the whole was copied so far. */
        void copied(long bytes);

        /** It goes on. */
        void alive();
    }

    /**
     * Deletes a file or folder of which there is a copy; what is not the same as in the copy stays, and what the server may not
     * delete.
     *
     * @return whether all of it is gone
     */
    boolean deleteCopied(Path source, Path copy, Progress progress) throws IOException;

    /** Deletes a file or folder for ever. What is gone already is no fault. */
    void delete(Path path, Progress progress) throws IOException;

    /** Whether both are names of one file. */
    boolean isSame(Path one, Path other) throws IOException;
}

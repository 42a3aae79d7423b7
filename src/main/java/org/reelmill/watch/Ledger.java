package org.reelmill.watch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What is remembered of the files of watched folders. Each call is a transaction of its own, and may be made twice. */
interface Ledger {

    /** A file as it is remembered. */
    record Known(Path path, FileState state, FileStamp stamp) {}

    /**
     * A file that is not registered yet, or will not be.
     *
     * @param dueSeconds from now, when it is looked at again; negative: when it changes
     */
    record Noted(Path path, FileStamp stamp, FileState state, FileReason reason, long dueSeconds) {}

    /** A file that is complete. */
    record Ready(Path path, FileStamp stamp) {}

    /** The files that lie directly in a folder, without those that are gone. */
    Map<Path, Known> inFolder(long folderId, Path parent);

    /** The folders below a watched one that hold files which are not gone, each with one of these files. */
    Collection<Path> samples(long folderId);

    /** Whether any file of a watched folder is registered. */
    boolean holdsAny(long folderId);

    /** Registers files that are complete, each once; one that was renamed takes its row with it. */
    void register(WatchedFolder folder, List<Ready> files);

    /** Notes why files are not registered. What is registered stays so. */
    void note(long folderId, List<Noted> files);

    /** Files are no more. */
    void gone(long folderId, Collection<Path> files);

    /** All files of these folders are no more; by what lies directly in each. */
    void goneFolder(long folderId, Path parent);
}

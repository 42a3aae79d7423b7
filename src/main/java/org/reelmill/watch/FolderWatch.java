package org.reelmill.watch;

import java.util.Optional;
import org.reelmill.shared.Sentence;

/** A folder that is being watched. Used by one thread at a time. */
public interface FolderWatch extends AutoCloseable {

    /** Tells what has happened since it was asked last, or since the watch began. */
    void look(Hints hints);

    /** Why a part of the tree is not seen by events, with the remedy; it has to be looked through instead. Empty: all is seen. */
    Optional<Sentence> limit();

    /** Whether the folder itself was removed, moved or unmounted, so that nothing will be told any more. */
    boolean ended();

    /** Whether what it calls gone was seen to go. Else it was found missing, as all is that a share holds which is not mounted. */
    boolean seesDeletions();

    @Override
    void close();
}

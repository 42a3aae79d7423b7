package org.reelmill.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.reelmill.shared.Sentence;

/** A way to learn what happens in folders of this machine. */
public interface FolderWatcher {

    /** {@link WatchMode#EVENTS} or {@link WatchMode#POLLING}. */
    WatchMode mode();

    /** Why it would be blind in this folder; empty when it sees all that happens there. */
    Optional<Sentence> unfit(Path root);

    /**
     * Watches from now on: whatever happens after this call is told. What is there already is not.
     *
     * @param recursive with all folders below, also those that are made later
     * @param poll how long not to look again, for those that look
     * @throws IOException the folder cannot be watched in this way; the message is fit for people
     */
    FolderWatch open(Path root, boolean recursive, Duration poll) throws IOException;
}

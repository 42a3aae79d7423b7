package org.reelmill.library;

import java.util.Optional;

/** Starts the batch jobs of the library. */
public interface ScanStarter {

    /**
     * Starts the work of a scan, or lets it go on where its last execution was at its last checkpoint.
     *
     * @param before that execution
     * @return the execution
     */
    long start(long scan, boolean media, Optional<Long> before);
}

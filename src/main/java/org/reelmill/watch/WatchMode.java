package org.reelmill.watch;

/** How a folder is watched. */
public enum WatchMode {
    /** By events where the file system gives them, else by polling. */
    AUTO,
    /** By events of the file system. */
    EVENTS,
    /** By looking through the folder every few seconds. */
    POLLING
}

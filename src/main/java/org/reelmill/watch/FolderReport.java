package org.reelmill.watch;

/**
 * A watched folder and what its ledger counts.
 *
 * @param thisHour files registered within the last hour
 */
public record FolderReport(
        WatchedFolder folder, long settling, long registered, long refused, long gone, long thisHour) {}

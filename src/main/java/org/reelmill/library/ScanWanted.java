package org.reelmill.library;

/** Somebody waits for a scan that was just asked for. */
public record ScanWanted() {}

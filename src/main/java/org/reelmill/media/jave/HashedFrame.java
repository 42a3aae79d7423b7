package org.reelmill.media.jave;

/** A decoded picture: its time stamp in the stream's time base, and its murmur3 hash, hexadecimal. */
record HashedFrame(long pts, String hash) {}

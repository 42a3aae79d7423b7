package org.reelmill.media.jave;

import org.reelmill.media.Rational;

/** Chooses the unit of an MP4 track's time stamps so that those of the source stay what they are. */
final class Timescale {

    /** Holds milliseconds and the time stamps of transport streams exactly. */
    private static final long USUAL = 90_000;

    /** The concat demuxer places parts to the microsecond; finer units would be off by one. */
    private static final long FINEST = 500_000;

    private Timescale() {}

    /** Units a second. */
    static long of(Rational timeBase) {
        boolean whole = timeBase.num() == 1 && timeBase.den() > 0;
        return whole && USUAL % timeBase.den() != 0 && timeBase.den() <= FINEST ? timeBase.den() : USUAL;
    }
}

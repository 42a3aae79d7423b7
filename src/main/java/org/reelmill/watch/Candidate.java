package org.reelmill.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file on its way to be registered (the settle rule, M19). It is complete when somebody closed it, or its size and time have
 * not changed for the settle time, and when it can be read as the video that it says it is; never before. Times by
 * {@link org.reelmill.shared.Ticker#nanos}.
 */
final class Candidate {

    /** So long a file that was closed must look the same: some programs open it once more. */
    static final Duration QUIET = Duration.ofSeconds(1);

    /** A video whose end is missing is looked at so often, after pauses that double; then nobody waits any more. */
    static final int MOST_PROBES = 5;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Path file;
    private final long since;
    private boolean closed;
    private boolean closedUnseen;
    private FileStamp seen;
    private long changed;
    private long due;
    private int probes;
    private FileReason reason = FileReason.CHANGING;

    Candidate(Path file, long now) {
        this.file = file;
        this.since = now;
        this.changed = now;
        this.due = now;
    }

    /** What a look at it says. */
    enum Verdict {
        /** There is no such file any more. */
        VANISHED,
        /** To be looked at again. */
        WAIT,
        /** Complete. */
        READY,
        /** It will not be registered before it changes. */
        REFUSED
    }

    Path file() {
        return file;
    }

    /** What it was when it was looked at last; null before. */
    FileStamp seen() {
        return seen;
    }

    /** When it was first heard of. */
    long since() {
        return since;
    }

    /** When it is looked at next. */
    long due() {
        return due;
    }

    /** Why it is not registered yet. */
    FileReason reason() {
        return reason;
    }

    /** Somebody closed it, or moved it here. */
    void closed(long now) {
        closed = true;
        closedUnseen = true;
        probes = 0;
        due = now;
    }

    /** It was changed, or is new. */
    void touched(long now) {
        due = Math.min(due, now);
    }

    boolean isDue(long now) {
        return now - due >= 0;
    }

    /** @param stamp of the file now; empty when it is not there */
    Verdict look(Optional<FileStamp> stamp, long now, Duration settle, Function<Path, Optional<FileReason>> probe) {
        if (stamp.isEmpty()) {
            return Verdict.VANISHED;
        }
        FileStamp current = stamp.get();
        if (seen == null || !seen.sameContent(current)) {
            return changed(current, now, settle);
        }
        closedUnseen = false;
        if (current.bytes() == 0) {
            return wait(FileReason.EMPTY, now, LONGEST_PAUSE);
        }
        Duration needed = closed ? QUIET : settle;
        if (now - changed < needed.toNanos()) {
            due = changed + needed.toNanos();
            reason = FileReason.CHANGING;
            return Verdict.WAIT;
        }
        Optional<FileReason> obstacle = probe.apply(file);
        return obstacle.isEmpty() ? Verdict.READY : obstructed(obstacle.get(), now, settle);
    }

    private Verdict changed(FileStamp current, long now, Duration settle) {
        // what was written to after it was closed has to be closed again
        closed = closedUnseen;
        closedUnseen = false;
        seen = current;
        changed = now;
        probes = 0;
        return wait(current.bytes() == 0 ? FileReason.EMPTY : FileReason.CHANGING, now, closed ? QUIET : settle);
    }

    private Verdict obstructed(FileReason obstacle, long now, Duration settle) {
        probes++;
        if (probes >= MOST_PROBES) {
            reason = obstacle == FileReason.INCOMPLETE ? FileReason.NO_VIDEO : obstacle;
            return Verdict.REFUSED;
        }
        Duration pause = settle.compareTo(QUIET) < 0 ? QUIET : settle;
        Duration longer = pause.multipliedBy(1L << probes);
        return wait(obstacle, now, longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
    }

    private Verdict wait(FileReason why, long now, Duration pause) {
        reason = why;
        due = now + pause.toNanos();
        return Verdict.WAIT;
    }
}

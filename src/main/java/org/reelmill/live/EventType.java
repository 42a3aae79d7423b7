package org.reelmill.live;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of events, and what their subject and detail are. */
public enum EventType {
    /** A job was added, moved, steered or removed. Subject: its uuid. Detail: {@code status, paused, priority} or {@code removed}. */
    JOB,
    /** A node began or ended an attempt at a task. Subject: the job's uuid. Detail: {@code kind, part, attempt, node, verdict}. */
    ATTEMPT,
    /** A job's log has a new line. Subject: the job's uuid. Detail: {@code level, node, message}. */
    LOG,
    /** A node joined, left or was told something. Subject: its uuid, or empty for several. Detail: {@code what}. */
    NODE,
    /** A policy got another value. Subject: its key. Detail: {@code before, after}. */
    POLICY,
    /** The outputs were changed. Detail: {@code what}. */
    OUTPUT,
    /** An account was made, changed or switched off. */
    ACCOUNT,
    /** In a watched folder something is not as it was. Subject: its number. */
    WATCH,
    /** A batch execution began, came to a step, ended or was steered. Subject: its number. Detail: {@code what}. */
    EXECUTION,
    /** Something in a library is not as it was. Subject: its name. */
    LIBRARY,
    /** An item that is converted for a client was handed in, came on or is gone. Subject: its uuid, or empty for several. */
    CONVERSION,
    /** An upload or a thumbnail of S1 has another status. Subject: kind/id. Detail: {@code kind, id, status, what}. */
    STILL,
    /** A webhook was made, changed or removed, or something can be told to it no more. */
    WEBHOOK,
    /** A preview is there, or there will be none. Subject: the library's name, or the uuid of the job that published the film. */
    PREVIEW;

    /** As programs see it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EventType> find(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }
}

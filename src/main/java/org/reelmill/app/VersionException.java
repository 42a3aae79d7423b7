package org.reelmill.app;

/** This program must not work with the database or the nodes that are there. The fault is not in the program: no stack trace. */
final class VersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what meets what, and what to do about it */
    VersionException(String message) {
        super(message, null, false, false);
    }
}

package org.reelmill.cli;

/** A server did not answer, or broke off. Another one may be asked, or this one later. */
final class UnreachableException extends CliException {

    private static final long serialVersionUID = 1L;

    UnreachableException(String message) {
        super(Exit.UNREACHABLE, message);
    }

    UnreachableException(String message, Throwable cause) {
        super(Exit.UNREACHABLE, message, cause);
    }
}

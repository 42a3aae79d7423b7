package org.reelmill.cli;

/** The state of something on the server is another one than was thought, perhaps only for a while. */
final class BusyException extends CliException {

    private static final long serialVersionUID = 1L;

    BusyException(String message) {
        super(Exit.FAILED, message);
    }
}

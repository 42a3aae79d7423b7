package org.reelmill.media.jave;

import org.reelmill.media.MediaException;

/** A tool ended by itself, and not well. */
final class ToolFailedException extends MediaException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    ToolFailedException(String tool, int exitCode, String log) {
        super(Kind.FAILED, tool + " ended with exit code " + exitCode, log);
        this.exitCode = exitCode;
    }

    /** Whether the tool itself gave up, and was not killed or starved. */
    boolean gaveUp() {
        return exitCode > 0 && exitCode < 128 || exitCode > 160;
    }
}

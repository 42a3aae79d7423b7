package org.reelmill.shared;

/** There is no room on the disk for what was sent. */
public class NoSpaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoSpaceException(String message) {
        super(message);
    }
}

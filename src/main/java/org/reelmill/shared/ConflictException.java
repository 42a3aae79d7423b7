package org.reelmill.shared;

/** The request makes sense, but not in the state that things are in now. */
public class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }
}

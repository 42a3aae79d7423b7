package org.reelmill.shared;

/** There is no room on the disk for what was sent. */
public class NoSpaceException extends Refusal {

    private static final long serialVersionUID = 1L;

    public NoSpaceException(Sentence reason) {
        super(reason);
    }
}

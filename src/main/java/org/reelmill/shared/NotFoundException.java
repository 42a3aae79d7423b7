package org.reelmill.shared;

/** What was asked for does not exist, or not for the one who asks. */
public class NotFoundException extends Refusal {

    private static final long serialVersionUID = 1L;

    public NotFoundException(Sentence reason) {
        super(reason);
    }
}

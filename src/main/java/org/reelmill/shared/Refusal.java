package org.reelmill.shared;

/** What was asked for is not done, for a reason that those who asked are told. The message is its English form. */
public abstract class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Sentence reason;

    Refusal(Sentence reason) {
        super(reason.english());
        this.reason = reason;
    }

    public Sentence reason() {
        return reason;
    }
}

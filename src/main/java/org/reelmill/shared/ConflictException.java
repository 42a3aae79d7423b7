package org.reelmill.shared;

/** The request makes sense, but not in the state that things are in now. */
public class ConflictException extends Refusal {

    private static final long serialVersionUID = 1L;

    public ConflictException(Sentence reason) {
        super(reason);
    }

    /** Somebody else has saved what is about to be saved; who was told so may save again. */
    public static ConflictException changedMeanwhile() {
        return new ConflictException(Sentence.of("shared.refusal.changedMeanwhile"));
    }
}

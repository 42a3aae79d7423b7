package org.reelmill.account;

import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Sentence;

/** Somebody else has this name, or one that looks the same. */
public class NameTakenException extends ConflictException {

    private static final long serialVersionUID = 1L;

    NameTakenException(String name) {
        super(Sentence.of("account.refusal.nameTaken", name));
    }

    private NameTakenException(Sentence reason) {
        super(reason);
    }

    static NameTakenException looksLike(String name, String other) {
        return new NameTakenException(Sentence.of("account.refusal.nameAlike", name, other));
    }
}

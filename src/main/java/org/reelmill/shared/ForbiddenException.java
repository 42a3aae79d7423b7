package org.reelmill.shared;

import java.util.Optional;

/** The account may not do this. */
public class ForbiddenException extends Refusal {

    private static final long serialVersionUID = 1L;

    private final String field;

    public ForbiddenException(Sentence reason) {
        this(null, reason);
    }

    /** What was asked for needs a right that the role does not have. */
    public static ForbiddenException byRole() {
        return new ForbiddenException(Sentence.of("account.refusal.role"));
    }

    /** @param field the name of the one value that the account may not choose, as the one who sent it knows it */
    public ForbiddenException(String field, Sentence reason) {
        super(reason);
        this.field = field;
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}

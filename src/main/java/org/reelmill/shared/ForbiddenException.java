package org.reelmill.shared;

import java.util.Optional;

/** The account may not do this. */
public class ForbiddenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public ForbiddenException(String message) {
        this(null, message);
    }

    /** @param field the name of the one value that the account may not choose, as the one who sent it knows it */
    public ForbiddenException(String field, String message) {
        super(message);
        this.field = field;
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}

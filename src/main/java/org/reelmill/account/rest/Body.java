package org.reelmill.account.rest;

import org.reelmill.shared.InvalidInputException;

/** Checks of what was sent, before it reaches a service. */
final class Body {

    private Body() {}

    static <T> T required(T body) {
        if (body == null) {
            throw new InvalidInputException("body", "A JSON body is needed.");
        }
        return body;
    }

    static <T> T required(T value, String field) {
        if (value == null) {
            throw new InvalidInputException(field, "The field " + field + " is needed.");
        }
        return value;
    }
}

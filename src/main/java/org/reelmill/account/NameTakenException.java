package org.reelmill.account;

import org.reelmill.shared.ConflictException;

/** Somebody else has this name. */
public class NameTakenException extends ConflictException {

    private static final long serialVersionUID = 1L;

    NameTakenException(String name) {
        super("The user name " + name + " is taken.");
    }
}

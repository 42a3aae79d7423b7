package org.reelmill.account;

import org.reelmill.shared.InvalidInputException;

/** What a new password must be: long enough and not the name. No rules of composition (NIST SP 800-63B, 5.1.1.2). */
public final class PasswordRules {

    public static final int MIN_LENGTH = 10;

    /** Bounds the work of hashing. */
    public static final int MAX_LENGTH = 256;

    private PasswordRules() {}

    /** @throws InvalidInputException with what is wrong */
    public static void check(String username, String password) {
        if (password == null || password.isBlank()) {
            throw refused("The password must not be blank.");
        }
        if (password.length() < MIN_LENGTH) {
            throw refused("The password must have at least " + MIN_LENGTH + " characters.");
        }
        if (password.length() > MAX_LENGTH) {
            throw refused("The password must have at most " + MAX_LENGTH + " characters.");
        }
        if (AccountName.key(password).equals(AccountName.key(username))) {
            throw refused("The password must not be the user name.");
        }
        if (password.chars().distinct().count() == 1) {
            throw refused("The password must not be one character repeated.");
        }
    }

    private static InvalidInputException refused(String reason) {
        return new InvalidInputException("password", reason);
    }
}

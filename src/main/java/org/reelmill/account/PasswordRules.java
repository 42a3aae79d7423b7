package org.reelmill.account;

import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;

/** What a new password must be: long enough and not the name. No rules of composition (NIST SP 800-63B, 5.1.1.2). */
public final class PasswordRules {

    public static final int MIN_LENGTH = 10;

    /** Bounds the work of hashing. */
    public static final int MAX_LENGTH = 256;

    private PasswordRules() {}

    /** @throws InvalidInputException with what is wrong */
    public static void check(String username, String password) {
        if (password == null || password.isBlank()) {
            throw refused(Sentence.of("account.refusal.passwordBlank"));
        }
        if (password.length() < MIN_LENGTH) {
            throw refused(Sentence.of("account.refusal.passwordShort", MIN_LENGTH));
        }
        if (password.length() > MAX_LENGTH) {
            throw refused(Sentence.of("account.refusal.passwordLong", MAX_LENGTH));
        }
        if (AccountName.key(password).equals(AccountName.key(username))) {
            throw refused(Sentence.of("account.refusal.passwordName"));
        }
        if (password.chars().distinct().count() == 1) {
            throw refused(Sentence.of("account.refusal.passwordRepeated"));
        }
    }

    private static InvalidInputException refused(Sentence reason) {
        return new InvalidInputException("password", reason);
    }
}

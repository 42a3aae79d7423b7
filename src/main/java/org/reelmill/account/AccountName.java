package org.reelmill.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.reelmill.shared.InvalidInputException;

/** The rules for names of accounts. Two names are the same when their keys are. */
public final class AccountName {

    /** Longest name, in characters. */
    public static final int MAX_LENGTH = 64;

    /** HTTP Basic (RFC 7617) ends the name at the first colon. */
    private static final Pattern REFUSED = Pattern.compile("[:\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}]");

    private AccountName() {}

    /** The name as it is shown. @throws InvalidInputException when it cannot be one */
    public static String checked(String name) {
        String shown = name == null ? "" : Normalizer.normalize(name.strip(), Normalizer.Form.NFKC);
        if (shown.isEmpty()) {
            throw new InvalidInputException("username", "The user name must not be blank.");
        }
        if (shown.length() > MAX_LENGTH) {
            throw new InvalidInputException(
                    "username", "The user name must have at most " + MAX_LENGTH + " characters.");
        }
        if (REFUSED.matcher(shown).find()) {
            throw new InvalidInputException(
                    "username", "The user name must not contain a colon or invisible characters.");
        }
        return shown;
    }

    /** What makes a name unique: without regard to case and to the way its characters are composed. */
    public static String key(String name) {
        String folded = Normalizer.normalize(name.strip(), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}

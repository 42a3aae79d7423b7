package org.reelmill.account.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Map;
import org.reelmill.account.Passwords;

/** Hashes by PBKDF2, with the count that OWASP's password storage cheat sheet asks for with HMAC-SHA512. */
@ApplicationScoped
public class Pbkdf2Passwords implements Passwords {

    static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    static final int ITERATIONS = 210_000;

    /** Only for tests, which sign in so often that the full count would take minutes. */
    static final String TEST_PROPERTY = "reelmill.test.password.iterations";

    private final int iterations = Integer.getInteger(TEST_PROPERTY, ITERATIONS);
    private final Pbkdf2PasswordHash hash;

    /** For CDI's proxy. */
    protected Pbkdf2Passwords() {
        this.hash = null;
    }

    @Inject
    public Pbkdf2Passwords(Pbkdf2PasswordHash hash) {
        this.hash = hash;
        hash.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm",
                ALGORITHM,
                "Pbkdf2PasswordHash.Iterations",
                String.valueOf(iterations),
                "Pbkdf2PasswordHash.SaltSizeBytes",
                "32",
                "Pbkdf2PasswordHash.KeySizeBytes",
                "64"));
    }

    @Override
    public String hash(String password) {
        return hash.generate(password.toCharArray());
    }

    @Override
    public boolean matches(String password, String stored) {
        return hash.verify(password.toCharArray(), stored);
    }

    /** The hash begins with algorithm and count, as {@link Pbkdf2PasswordHash} writes it. */
    @Override
    public boolean outdated(String stored) {
        return !stored.startsWith(ALGORITHM + ":" + iterations + ":");
    }
}

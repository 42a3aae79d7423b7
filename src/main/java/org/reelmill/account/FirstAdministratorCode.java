package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The code that opens the first registration from elsewhere than this machine. Each node makes its own and keeps only its
 * hash, in memory: whoever reads the log of one node registers at that node. It is worth nothing once there is an
 * administrator, whichever node he registered at, because the database is asked first.
 */
@ApplicationScoped
public class FirstAdministratorCode {

    private volatile String hash;

    /** Makes a new code; the caller shows it once. */
    String renew() {
        String code = RandomSecret.code();
        hash = RandomSecret.hash(RandomSecret.canonicalCode(code));
        return code;
    }

    boolean accepts(Optional<String> typed) {
        return hash != null
                && typed.map(RandomSecret::canonicalCode)
                        .map(RandomSecret::hash)
                        .filter(it -> RandomSecret.same(it, hash))
                        .isPresent();
    }
}

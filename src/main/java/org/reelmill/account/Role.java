package org.reelmill.account;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.reelmill.shared.Rights;

/** What an account may do. Each role has the rights of the one before it, and those named beside it. */
public enum Role {
    VIEWER(null, Rights.OWN_ACCOUNT, Rights.TOKENS, Rights.LOOK),
    USER(VIEWER, Rights.LIBRARY, Rights.UPLOAD, Rights.CONVERT),
    OPERATOR(USER, Rights.JOBS, Rights.NODES, Rights.BATCH, Rights.OUTPUTS),
    ADMIN(OPERATOR, Rights.POLICIES, Rights.USERS, Rights.SETTINGS);

    private final Set<String> rights;

    Role(Role lesser, String... own) {
        Set<String> all = new TreeSet<>(lesser == null ? Set.of() : lesser.rights);
        Collections.addAll(all, own);
        this.rights = Collections.unmodifiableSet(all);
    }

    /** Names out of {@link Rights}. */
    public Set<String> rights() {
        return rights;
    }

    /** Whether it may do all that the other may. */
    public boolean covers(Role other) {
        return compareTo(other) >= 0;
    }

    /** The lesser of two: what a token may do whose account has sunk since. */
    public Role atMost(Role ceiling) {
        return covers(ceiling) ? ceiling : this;
    }
}

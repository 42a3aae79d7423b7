package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/**
 * Ends a claim in a transaction of its own. No user transaction in the test: Payara keeps whether one is allowed in an
 * interceptor that threads share, so after a call beside which a round ran it may be refused for ever.
 */
@ApplicationScoped
class Completion {

    @Inject
    private Claims claims;

    @Transactional(TxType.REQUIRES_NEW)
    boolean of(Claim claim) {
        return claims.holds(claim) && claims.complete(claim);
    }
}

package org.reelmill.account;

import java.util.Optional;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.Sentence;

/** Tells who asks in the request at hand. */
public interface CurrentCaller {

    /** Empty when nobody signed in, or outside of a request: timers, batch, start-up. */
    Optional<Caller> find();

    /** @throws ForbiddenException when nobody signed in */
    default Caller get() {
        return find().orElseThrow(() -> new ForbiddenException(Sentence.of("account.refusal.signIn")));
    }
}

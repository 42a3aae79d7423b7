package org.reelmill.conversion;

import java.util.Optional;
import java.util.OptionalLong;
import org.reelmill.account.Caller;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** Whose items somebody may see and make (D2.3): those of the own account; by a token of a client, of that client only. */
public final class ItemAccess {

    private final Caller caller;

    public ItemAccess(Caller caller) {
        this.caller = caller;
    }

    /** @throws ForbiddenException the token belongs to another client */
    public Owner owner(String client) {
        if (caller.clientId().filter(own -> !own.equals(client)).isPresent()) {
            throw new ForbiddenException("client_id", Sentence.of("conversion.refusal.client"));
        }
        return new Owner(caller.accountId(), client);
    }

    /** The client that a token was given to. */
    public Optional<String> client() {
        return caller.clientId();
    }

    /** An administrator sees all. */
    public boolean seesAll() {
        return caller.rights().contains(Rights.USERS) && caller.clientId().isEmpty();
    }

    public boolean sees(ConversionItem item, String client) {
        boolean own = item.owner().account() == caller.accountId()
                && caller.clientId().filter(it -> !it.equals(client)).isEmpty();
        return item.owner().client().equals(client) && (own || seesAll());
    }

    /** For lists: empty when the items of all accounts are seen. */
    public OptionalLong account() {
        return seesAll() ? OptionalLong.empty() : OptionalLong.of(caller.accountId());
    }
}

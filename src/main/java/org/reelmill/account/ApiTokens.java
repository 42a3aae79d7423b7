package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** Gives out, finds and takes back tokens. */
@ApplicationScoped
@Transactional
public class ApiTokens {

    /** A token lives at most this long. */
    static final Duration MAX_LIFE = Duration.ofDays(3650);

    private final ApiTokenRepository tokens;
    private final AccountRepository accounts;
    private final Audit audit;
    private final Clock clock;

    /** For CDI's proxy. */
    protected ApiTokens() {
        this(null, null, null, null);
    }

    @Inject
    public ApiTokens(ApiTokenRepository tokens, AccountRepository accounts, Audit audit, Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a token shall be.
     *
     * @param name for its owner
     * @param role the most that it may do
     * @param clientId the client it is given to
     * @param expires when it ends
     */
    public record Wish(String name, Role role, Optional<String> clientId, Instant expires) {

        public Wish {
            if (name == null || name.isBlank() || name.length() > ApiToken.MAX_LENGTH) {
                throw new InvalidInputException("name", Sentence.of("account.refusal.tokenName", ApiToken.MAX_LENGTH));
            }
            if (clientId.filter(id -> id.isBlank() || id.length() > ApiToken.MAX_LENGTH)
                    .isPresent()) {
                throw new InvalidInputException(
                        "clientId", Sentence.of("account.refusal.clientId", ApiToken.MAX_LENGTH));
            }
        }
    }

    /**
     * A new token and its secret, which is never seen again.
     *
     * @param token as it is stored
     * @param secret for the {@code Authorization: Bearer} header
     */
    public record Issued(ApiToken token, String secret) {}

    /**
     * Gives a token to an account.
     *
     * @throws ForbiddenException when a token asks (else a leaked one would outlive its end), or for more than its
     *     owner may do
     */
    public Issued issue(Caller owner, Wish wish) {
        requirePassword(owner);
        if (!owner.role().covers(wish.role())) {
            throw new ForbiddenException(Sentence.of("account.refusal.tokenRole", owner.role()));
        }
        Instant now = clock.instant();
        if (!wish.expires().isAfter(now) || wish.expires().isAfter(now.plus(MAX_LIFE))) {
            throw new InvalidInputException("expires", Sentence.of("account.refusal.tokenEnd", MAX_LIFE.toDays()));
        }
        String secret = RandomSecret.token();
        ApiToken token = new ApiToken(accounts.get(owner.accountId()), wish, RandomSecret.hash(secret), now);
        tokens.add(token);
        audit.record("token.create", "token " + token.id(), wish.name() + ", " + wish.role());
        return new Issued(token, secret);
    }

    /** When a token ends that is to live so long from now on. */
    public Instant endsAfter(Duration life) {
        return clock.instant().plus(life);
    }

    public Page<ApiToken> page(long accountId, int offset, int limit) {
        return tokens.pageOf(accountId, offset, limit);
    }

    /** Ends a token: one's own, or anybody's for those who manage accounts. */
    public void revoke(Caller caller, long tokenId) {
        ApiToken token = tokens.get(tokenId);
        boolean own = token.account().id() == caller.accountId();
        if (!own && !caller.rights().contains(Rights.USERS)) {
            throw new NotFoundException(Sentence.of("account.refusal.noToken", tokenId));
        }
        token.revoke(clock.instant());
        audit.record("token.revoke", "token " + tokenId, token.name());
    }

    /** Who asks with this secret; empty when the token is unknown, ended or its account disabled. */
    public Optional<Caller> authenticate(String secret) {
        Instant now = clock.instant();
        Optional<ApiToken> found =
                tokens.findBySecretHash(RandomSecret.hash(secret)).filter(token -> token.usableAt(now));
        found.filter(token -> token.lastUseIsOld(now)).ifPresent(token -> token.used(now));
        return found.map(token -> Caller.byToken(token.account(), token));
    }

    private static void requirePassword(Caller owner) {
        if (owner.means() == Caller.Means.TOKEN) {
            throw new ForbiddenException(Sentence.of("account.refusal.tokenByToken"));
        }
    }
}

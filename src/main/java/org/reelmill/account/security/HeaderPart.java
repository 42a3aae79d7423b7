package org.reelmill.account.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.reelmill.account.ApiTokens;
import org.reelmill.account.Caller;
import org.reelmill.account.SignIn;
import org.reelmill.shared.Problem;

/** Judges requests of programs by their {@code Authorization} header. */
@ApplicationScoped
public class HeaderPart {

    static final String NAME = "Authorization";

    private static final int TOO_MANY_REQUESTS = 429;

    private final SignIn signIn;
    private final ApiTokens tokens;

    /** For CDI's proxy. */
    protected HeaderPart() {
        this(null, null);
    }

    @Inject
    public HeaderPart(SignIn signIn, ApiTokens tokens) {
        this.signIn = signIn;
        this.tokens = tokens;
    }

    /** Who asks; empty when the header does not prove it, and then the answer is written. */
    Optional<Caller> callerOf(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Authorization authorization = Authorization.parse(request.getHeader(NAME));
        if (authorization instanceof Authorization.Bearer bearer) {
            return byToken(bearer, request, response);
        }
        if (authorization instanceof Authorization.Basic basic) {
            return byPassword(basic, request, response);
        }
        Challenge.unauthorized(request, response, "The Authorization header is neither Basic nor Bearer.");
        return Optional.empty();
    }

    private Optional<Caller> byToken(
            Authorization.Bearer bearer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Caller> caller = tokens.authenticate(bearer.token());
        if (caller.isEmpty()) {
            Challenge.unauthorized(request, response, "The token is unknown, has ended or was revoked.");
        }
        return caller;
    }

    private Optional<Caller> byPassword(
            Authorization.Basic basic, HttpServletRequest request, HttpServletResponse response) throws IOException {
        SignIn.Outcome outcome = signIn.withPassword(basic.username(), basic.password(), request.getRemoteAddr());
        if (outcome instanceof SignIn.Accepted accepted) {
            return Optional.of(accepted.caller(Caller.Means.BASIC));
        }
        if (outcome instanceof SignIn.Throttled throttled) {
            SecurityHeaders.forData(request, response);
            response.setHeader("Retry-After", String.valueOf(throttled.seconds()));
            ProblemResponse.write(
                    response,
                    new Problem(
                            TOO_MANY_REQUESTS,
                            "Too Many Requests",
                            "Too many attempts to sign in. Wait " + throttled.seconds() + " seconds."));
        } else if (outcome instanceof SignIn.Disabled) {
            Challenge.unauthorized(request, response, "The account is disabled.");
        } else {
            Challenge.unauthorized(request, response, "The user name or the password is wrong.");
        }
        return Optional.empty();
    }
}

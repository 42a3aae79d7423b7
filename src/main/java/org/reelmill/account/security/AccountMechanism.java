package org.reelmill.account.security;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.reelmill.account.Caller;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Rights;

/**
 * The one mechanism of the application. A request that carries an {@code Authorization} header is judged by it (Basic or
 * Bearer), every other one by its session. The container is told who it is for this one request only: role, password and
 * state of an account are as they are now, not as they were at sign-in.
 */
@ApplicationScoped
@DeclareRoles({
    Rights.OWN_ACCOUNT,
    Rights.TOKENS,
    Rights.LOOK,
    Rights.LIBRARY,
    Rights.UPLOAD,
    Rights.CONVERT,
    Rights.JOBS,
    Rights.NODES,
    Rights.BATCH,
    Rights.OUTPUTS,
    Rights.POLICIES,
    Rights.USERS,
    Rights.SETTINGS
})
public class AccountMechanism implements HttpAuthenticationMechanism {

    private final HeaderPart headers;
    private final Sessions sessions;

    /** For CDI's proxy. */
    protected AccountMechanism() {
        this(null, null);
    }

    @Inject
    public AccountMechanism(HeaderPart headers, Sessions sessions) {
        this.headers = headers;
        this.sessions = sessions;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        try {
            boolean byHeader = request.getHeader(HeaderPart.NAME) != null;
            Optional<Caller> caller = byHeader ? headers.callerOf(request, response) : sessions.callerOf(request);
            if (caller.isPresent()) {
                return pass(caller.get(), request, response, context);
            }
            return byHeader ? AuthenticationStatus.SEND_FAILURE : passUnknown(request, response, context);
        } catch (IOException e) {
            throw new AuthenticationException("The answer could not be written", e);
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                return sendAway(request, response);
            }
            throw e;
        }
    }

    /** Who it is cannot be found out while the database is away. */
    private static AuthenticationStatus sendAway(HttpServletRequest request, HttpServletResponse response)
            throws AuthenticationException {
        SecurityHeaders.forData(request, response);
        response.setIntHeader("Retry-After", Outage.RETRY_SECONDS);
        try {
            if (RequestKind.wantsPage(request)) {
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            } else {
                ProblemResponse.write(response, Outage.PROBLEM);
            }
            return AuthenticationStatus.SEND_FAILURE;
        } catch (IOException e) {
            throw new AuthenticationException("The answer could not be written", e);
        }
    }

    private static AuthenticationStatus pass(
            Caller caller, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws IOException {
        RequestCaller.remember(request, caller);
        if (caller.mustChangePassword() && RequestKind.wantsPage(request) && !PasswordPage.isAllowedBefore(request)) {
            SecurityHeaders.forData(request, response);
            response.sendRedirect(request.getContextPath() + PasswordPage.PATH);
            return AuthenticationStatus.SEND_CONTINUE;
        }
        return context.notifyContainerAboutLogin(caller.username(), caller.rights());
    }

    private static AuthenticationStatus passUnknown(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        if (!context.isProtected()) {
            return context.doNothing();
        }
        Challenge.send(request, response);
        return AuthenticationStatus.SEND_CONTINUE;
    }
}

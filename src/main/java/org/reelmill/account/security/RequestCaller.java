package org.reelmill.account.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.reelmill.account.Caller;
import org.reelmill.account.CurrentCaller;

/** The caller whom the mechanism found for the request at hand. */
@ApplicationScoped
public class RequestCaller implements CurrentCaller {

    private static final String ATTRIBUTE = Caller.class.getName();

    private final HttpServletRequest current;

    /** For CDI's proxy. */
    protected RequestCaller() {
        this(null);
    }

    /** @param current the container's proxy, which stands for the request of each thread */
    @Inject
    public RequestCaller(HttpServletRequest current) {
        this.current = current;
    }

    static void remember(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    @Override
    public Optional<Caller> find() {
        try {
            return of(current);
        } catch (ContextNotActiveException | IllegalStateException e) {
            // a timer, a batch thread or the start-up: there is no request
            return Optional.empty();
        }
    }
}

package org.reelmill.account.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Set;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** Lets those pass who have one of the rights. Before a filter of the server's own, which refuses without a word (Payara). */
@Priority(Priorities.AUTHORIZATION - 1)
class RoleFilter implements ContainerRequestFilter {

    private final Set<String> rights;

    RoleFilter(Set<String> rights) {
        this.rights = rights;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        SecurityContext security = request.getSecurityContext();
        if (security.getUserPrincipal() == null) {
            throw new NotAuthorizedException("Bearer realm=\"Reelmill\"");
        }
        if (rights.stream().noneMatch(security::isUserInRole)) {
            // every role looks; who may not has been given a password and not chosen one yet
            throw security.isUserInRole(Rights.OWN_ACCOUNT) && !security.isUserInRole(Rights.LOOK)
                    ? new ForbiddenException(Sentence.of("account.refusal.passwordFirst"))
                    : ForbiddenException.byRole();
        }
    }
}

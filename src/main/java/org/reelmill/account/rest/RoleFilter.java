package org.reelmill.account.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Set;

/** Lets those pass who have one of the rights. */
@Priority(Priorities.AUTHORIZATION)
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
            throw new ForbiddenException("Your role does not allow this.");
        }
    }
}

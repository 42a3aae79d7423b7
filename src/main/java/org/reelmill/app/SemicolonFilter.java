package org.reelmill.app;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * A semicolon in a path is part of the name that stands there. JAX-RS would take what follows for a matrix parameter, of
 * which we have none, and give us the name cut short: a film {@code a;b.mp4} would be stored as {@code a}.
 */
@Provider
@PreMatching
public class SemicolonFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawPath();
        if (path.indexOf(';') >= 0) {
            request.setRequestUri(request.getUriInfo()
                    .getRequestUriBuilder()
                    .replacePath(path.replace(";", "%3B"))
                    .build());
        }
    }
}

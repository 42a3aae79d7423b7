package org.reelmill.pipeline.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * What holds for each request of the tus protocol: a client of another version would not understand the answer, and each answer,
 * also a refusal, names the version. By that a client tells "there is no such upload" from the 404 of a server that starts.
 */
@Tus
@Provider
public class TusFilter implements ContainerRequestFilter, ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        boolean asks = request.getMethod().equals(HttpMethod.OPTIONS);
        if (!asks && !TusHeaders.VERSION.equals(request.getHeaderString(TusHeaders.RESUMABLE))) {
            request.abortWith(Response.status(Response.Status.PRECONDITION_FAILED)
                    .header(TusHeaders.VERSIONS, TusHeaders.VERSION)
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(TusHeaders.RESUMABLE, TusHeaders.VERSION);
    }
}

package org.reelmill.app;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.reelmill.shared.Rights;

/** Serves the document that the build made of our resources (smallrye-open-api-maven-plugin). */
@Path("v1/openapi.json")
@RequestScoped
@RolesAllowed(Rights.OWN_ACCOUNT)
public class OpenApiResource {

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "This document")
    public InputStream document() {
        return OpenApiResource.class.getResourceAsStream("openapi.json");
    }
}

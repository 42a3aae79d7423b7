package org.reelmill.account.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource whose author forgot to say who may call it. */
@Path("test/unguarded")
@RequestScoped
public class UnguardedResource {

    @GET
    public String forgotten() {
        return "nobody should see this";
    }

    @GET
    @Path("open")
    @PermitAll
    public String open() {
        return "open";
    }
}

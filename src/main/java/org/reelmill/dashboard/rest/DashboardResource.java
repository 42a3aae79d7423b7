package org.reelmill.dashboard.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.dashboard.Dashboard;
import org.reelmill.dashboard.DashboardReport;
import org.reelmill.shared.Rights;

/** The mill at a glance. */
@Path("v1/dashboard")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dashboard")
public class DashboardResource {

    private final Dashboard dashboard;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public DashboardResource() {
        this(null);
    }

    @Inject
    public DashboardResource(Dashboard dashboard) {
        this.dashboard = dashboard;
    }

    @GET
    @Operation(summary = "Jobs, queue, nodes, throughput of the last hour, space, and what needs a person now")
    public DashboardReport show() {
        return dashboard.report();
    }
}

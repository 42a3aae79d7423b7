package org.reelmill.pipeline.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.pipeline.NodeWork;
import org.reelmill.pipeline.NodeWorks;
import org.reelmill.shared.PageDto;
import org.reelmill.shared.Rights;

/** What the nodes have in hand. */
@Path("v1/work")
@RequestScoped
@RolesAllowed(Rights.LOOK)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Nodes")
public class WorkResource {

    private final NodeWorks works;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public WorkResource() {
        this(null);
    }

    @Inject
    public WorkResource(NodeWorks works) {
        this.works = works;
    }

    @GET
    @Operation(summary = "List the segments that the nodes encode now, those of a node together; at most 2000")
    public PageDto<NodeWork> list() {
        List<NodeWork> all =
                works.byNode().values().stream().flatMap(Collection::stream).toList();
        return PageDto.of(all, work -> work);
    }
}

package org.reelmill.dashboard.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.dashboard.Dashboard;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.shared.Json;

/** The first state of the page; what comes after it is told to the page's script. */
@Named
@RequestScoped
public class DashboardBacking {

    private final Dashboard dashboard;

    /** For CDI's proxy. */
    protected DashboardBacking() {
        this(null);
    }

    @Inject
    public DashboardBacking(Dashboard dashboard) {
        this.dashboard = dashboard;
    }

    /** As JSON, for the script. */
    public String getReport() {
        return Json.write(dashboard.report());
    }

    public JobStatus[] getStatuses() {
        return JobStatus.values();
    }
}

package org.reelmill.pipeline.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.omnifaces.cdi.Param;

/** Tells {@code /jobs} from {@code /jobs/{uuid}}. */
@Named
@RequestScoped
public class JobAddressBacking {

    private final boolean one;

    /** For CDI's proxy. */
    protected JobAddressBacking() {
        this(null);
    }

    /** @param path what follows {@code /jobs/} in the address */
    @Inject
    public JobAddressBacking(@Param(pathIndex = 0) String path) {
        this.one = path != null && !path.isEmpty();
    }

    /** Whether it is the page of one job. */
    public boolean isOne() {
        return one;
    }
}

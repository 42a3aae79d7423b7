package org.reelmill.app;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessSyntheticAnnotatedType;

/**
 * Keeps Payara's own batch runtime from adding its producers to this application, where they would be ambiguous with
 * those of the embedded one ({@code WELD-001409}).
 */
public class ServerBatchVeto implements Extension {

    private static final String SERVER_PRODUCERS = "com.ibm.jbatch.container.cdi.";

    <T> void veto(@Observes ProcessSyntheticAnnotatedType<T> event) {
        if (event.getAnnotatedType().getJavaClass().getName().startsWith(SERVER_PRODUCERS)) {
            event.veto();
        }
    }
}

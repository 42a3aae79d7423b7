package org.reelmill.app;

import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ContextService;
import java.util.List;

/** Starts threads as a timer does, in its component. A class of its own, for WildFly refuses an EJB inside another class. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TrialStarter {

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    public void start(List<? extends Runnable> tasks) {
        tasks.forEach(task -> new Thread(contexts.contextualRunnable(task)).start());
    }
}

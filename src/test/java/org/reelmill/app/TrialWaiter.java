package org.reelmill.app;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until it is stopped. */
@Named
@Dependent
public class TrialWaiter extends AbstractBatchlet {

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public String process() throws InterruptedException {
        return stopped.await(2, TimeUnit.MINUTES) ? "TOLD" : "NEVER TOLD";
    }

    @Override
    public void stop() {
        stopped.countDown();
    }
}

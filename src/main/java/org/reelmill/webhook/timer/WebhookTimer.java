package org.reelmill.webhook.timer;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.reelmill.shared.TimedWork;
import org.reelmill.webhook.WebhookSender;

/** Every two seconds: tells webhooks what waits for them. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class WebhookTimer {

    @Inject
    private WebhookSender sender;

    private final TimedWork telling = new TimedWork("Webhooks could not be told");

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void everyTwoSeconds() {
        telling.run(sender::tick);
    }
}

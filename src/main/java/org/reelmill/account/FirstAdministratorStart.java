package org.reelmill.account;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.ApplicationStarted;
import org.tinylog.Logger;

/** Sees to it, at start, that there is a way to the first administrator. */
@ApplicationScoped
public class FirstAdministratorStart {

    private static final int EARLY = 100;

    private final Configuration configuration;
    private final Registration registration;
    private final FirstAdministratorCode code;

    /** For CDI's proxy. */
    protected FirstAdministratorStart() {
        this(null, null, null);
    }

    @Inject
    public FirstAdministratorStart(
            Configuration configuration, Registration registration, FirstAdministratorCode code) {
        this.configuration = configuration;
        this.registration = registration;
        this.code = code;
    }

    void prepare(@Observes @Priority(EARLY) ApplicationStarted started) {
        configuration
                .firstAdministrator()
                .flatMap(it ->
                        registration.registerConfigured(it.user(), it.password().value()))
                .ifPresent(account -> Logger.info("The administrator {} was created", account.username()));
        if (registration.awaitsFirstAdministrator()) {
            Logger.info(
                    "There is no administrator yet: the first account that registers becomes it. On this machine open"
                            + " /login; from elsewhere the one-time code is needed: {}",
                    code.renew());
        }
    }
}

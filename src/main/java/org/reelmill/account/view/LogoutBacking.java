package org.reelmill.account.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reelmill.account.SessionLogin;

/** Ends the session. */
@Named
@RequestScoped
public class LogoutBacking {

    private final SessionLogin session;

    /** For CDI's proxy. */
    protected LogoutBacking() {
        this(null);
    }

    @Inject
    public LogoutBacking(SessionLogin session) {
        this.session = session;
    }

    public void submit() {
        session.end();
        Navigation.redirect("/login");
    }
}

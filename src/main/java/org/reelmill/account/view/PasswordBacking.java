package org.reelmill.account.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.reelmill.account.CurrentCaller;
import org.reelmill.account.OwnAccount;
import org.reelmill.account.ReturnPath;
import org.reelmill.account.SessionLogin;
import org.reelmill.shared.Refusal;
import org.reelmill.shared.view.PageMessages;

/** The form for another password. */
@Named
@RequestScoped
public class PasswordBacking {

    private final OwnAccount own;
    private final CurrentCaller caller;
    private final SessionLogin session;
    private final HttpServletRequest request;

    private String current;
    private String wanted;

    /** For CDI's proxy. */
    protected PasswordBacking() {
        this(null, null, null, null);
    }

    @Inject
    public PasswordBacking(OwnAccount own, CurrentCaller caller, SessionLogin session, HttpServletRequest request) {
        this.own = own;
        this.caller = caller;
        this.session = session;
        this.request = request;
    }

    /** The form was sent. */
    public void submit() {
        try {
            session.start(own.changePassword(caller.get(), current, wanted, request.getRemoteAddr()));
            PageMessages.info("account.password.done");
            PageMessages.keep();
            Navigation.redirect(ReturnPath.HOME);
        } catch (Refusal e) {
            PageMessages.refusal(e);
        }
    }

    /** Never sent back to the browser. */
    public String getCurrent() {
        return "";
    }

    public void setCurrent(String current) {
        this.current = current;
    }

    /** Never sent back to the browser. */
    public String getWanted() {
        return "";
    }

    public void setWanted(String wanted) {
        this.wanted = wanted;
    }
}

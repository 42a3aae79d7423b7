package org.reelmill.account.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.reelmill.account.CurrentCaller;
import org.reelmill.account.ReturnPath;
import org.reelmill.account.SessionLogin;
import org.reelmill.account.SignIn;
import org.reelmill.shared.view.PageMessages;
import org.tinylog.Logger;

/** The sign-in form. */
@Named
@RequestScoped
public class LoginBacking {

    private final SignIn signIn;
    private final SessionLogin session;
    private final CurrentCaller caller;
    private final HttpServletRequest request;

    private String username;
    private String password;
    private String next;
    private boolean ended;

    /** For CDI's proxy. */
    protected LoginBacking() {
        this(null, null, null, null);
    }

    @Inject
    public LoginBacking(SignIn signIn, SessionLogin session, CurrentCaller caller, HttpServletRequest request) {
        this.signIn = signIn;
        this.session = session;
        this.caller = caller;
        this.request = request;
    }

    /** When the page opens: whoever is signed in already goes on, whoever was signed out learns why he is here. */
    public void open() {
        if (caller.find().isPresent()) {
            Navigation.redirect(ReturnPath.orHome(next));
        } else if (ended) {
            PageMessages.info("account.login.ended");
        }
    }

    /** The form was sent. */
    public void submit() {
        if (isBlank(username) || isBlank(password)) {
            PageMessages.error("account.login.blank");
            return;
        }
        SignIn.Outcome outcome = signIn.withPassword(username, password, request.getRemoteAddr());
        if (outcome instanceof SignIn.Accepted accepted) {
            session.start(accepted.account());
            Logger.info("{} signed in", accepted.account().username());
            Navigation.redirect(ReturnPath.orHome(next));
        } else if (outcome instanceof SignIn.Throttled throttled) {
            PageMessages.error("account.login.throttled", throttled.seconds());
        } else if (outcome instanceof SignIn.Disabled) {
            PageMessages.error("account.login.disabled");
        } else {
            PageMessages.error("account.login.wrong");
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    /** Never sent back to the browser. */
    public String getPassword() {
        return "";
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getNext() {
        return next;
    }

    public void setNext(String next) {
        this.next = next;
    }

    public boolean isEnded() {
        return ended;
    }

    public void setEnded(boolean ended) {
        this.ended = ended;
    }
}

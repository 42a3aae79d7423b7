package org.reelmill.account.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.reelmill.account.Account;
import org.reelmill.account.AccountName;
import org.reelmill.account.PasswordRules;
import org.reelmill.account.Registration;
import org.reelmill.account.Role;
import org.reelmill.shared.Refusal;
import org.reelmill.shared.view.PageMessages;

/** The form for a new account, in its dialog and on its page. */
@Named
@RequestScoped
public class RegistrationBacking {

    private final Registration registration;
    private final HttpServletRequest request;

    private String username;
    private String password;
    private String code;
    private boolean refused;

    /** For CDI's proxy. */
    protected RegistrationBacking() {
        this(null, null);
    }

    @Inject
    public RegistrationBacking(Registration registration, HttpServletRequest request) {
        this.registration = registration;
        this.request = request;
    }

    /** The form was sent; on success the browser goes to the sign-in form, with a message. */
    public void submit() {
        try {
            Account account = registration.register(new Registration.Applicant(
                    username, password, Optional.ofNullable(code), RequestOrigin.of(request)));
            PageMessages.info(
                    account.role() == Role.ADMIN ? "account.register.doneAdmin" : "account.register.done",
                    account.username());
            PageMessages.keep();
            Navigation.redirect("/login");
        } catch (Refusal e) {
            refused = true;
            PageMessages.refusal(e);
        }
    }

    /** Whether the form was sent in this request and has to be shown again. */
    public boolean isRefused() {
        return refused;
    }

    public boolean isOffered() {
        return registration.offered();
    }

    /** Whether the next account becomes the administrator. */
    public boolean isFirst() {
        return registration.awaitsFirstAdministrator();
    }

    public boolean isCodeNeeded() {
        return registration.needsCode(RequestOrigin.of(request));
    }

    public int getMaxNameLength() {
        return AccountName.MAX_LENGTH;
    }

    public int getMinPasswordLength() {
        return PasswordRules.MIN_LENGTH;
    }

    public int getMaxPasswordLength() {
        return PasswordRules.MAX_LENGTH;
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

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}

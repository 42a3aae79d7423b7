package org.reelmill.account.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Locale;
import org.reelmill.account.Caller;
import org.reelmill.account.CurrentCaller;
import org.reelmill.account.Preferences;
import org.reelmill.account.SessionLogin;

/** Who looks at the page: for its frame, and for what it shows to whom. */
@Named
@RequestScoped
public class CallerBacking {

    private final CurrentCaller caller;
    private final SessionLogin session;

    /** For CDI's proxy. */
    protected CallerBacking() {
        this(null, null);
    }

    @Inject
    public CallerBacking(CurrentCaller caller, SessionLogin session) {
        this.caller = caller;
        this.session = session;
    }

    public boolean isSignedIn() {
        return caller.find().isPresent();
    }

    public String getUsername() {
        return caller.find().map(Caller::username).orElse("");
    }

    public String getRole() {
        return caller.find().map(it -> it.role().name()).orElse("");
    }

    /** @param right a value of {@link org.reelmill.shared.Rights} */
    public boolean may(String right) {
        return caller.find().filter(it -> it.rights().contains(right)).isPresent();
    }

    /** Whether nothing else is allowed before the password was changed. */
    public boolean isMustChangePassword() {
        return caller.find().filter(Caller::mustChangePassword).isPresent();
    }

    /** What scripts of the page send with every change. */
    public String getCsrfToken() {
        return session.csrfToken().orElse("");
    }

    /** How the pages shall look to whoever asks; to a stranger as his browser says. */
    public Preferences getPreferences() {
        return caller.find().map(Caller::preferences).orElse(Preferences.USUAL);
    }

    /** The language of the page. */
    public Locale getLocale() {
        FacesContext faces = FacesContext.getCurrentInstance();
        return getPreferences().language().locale().orElseGet(() -> faces.getApplication()
                .getViewHandler()
                .calculateLocale(faces));
    }
}

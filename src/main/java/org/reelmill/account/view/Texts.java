package org.reelmill.account.view;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.util.ResourceBundle;

/** Shows texts of the bundle {@code i18n} as messages. */
final class Texts {

    private Texts() {}

    static void info(String key, Object... values) {
        add(FacesMessage.SEVERITY_INFO, text(key, values));
    }

    static void error(String key, Object... values) {
        add(FacesMessage.SEVERITY_ERROR, text(key, values));
    }

    /** A sentence that a service has made already. */
    static void error(RuntimeException refusal) {
        add(FacesMessage.SEVERITY_ERROR, refusal.getMessage());
    }

    /** Lets the messages live until the page that a redirect leads to. */
    static void keep() {
        FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
    }

    private static void add(FacesMessage.Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, null));
    }

    private static String text(String key, Object... values) {
        FacesContext faces = FacesContext.getCurrentInstance();
        ResourceBundle bundle = faces.getApplication().getResourceBundle(faces, "i18n");
        return MessageFormat.format(bundle.getString(key), values);
    }
}

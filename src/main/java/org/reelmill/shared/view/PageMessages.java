package org.reelmill.shared.view;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.util.Optional;
import java.util.ResourceBundle;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.NotFoundException;

/** Messages on pages. Texts are keys of the bundle {@code i18n}. */
public final class PageMessages {

    private PageMessages() {}

    public static void info(String key, Object... values) {
        add(FacesMessage.SEVERITY_INFO, text(key, values));
    }

    public static void warn(String key, Object... values) {
        add(FacesMessage.SEVERITY_WARN, text(key, values));
    }

    public static void error(String key, Object... values) {
        add(FacesMessage.SEVERITY_ERROR, text(key, values));
    }

    /** A sentence that a service has made already; it names the field that is wrong, if one is. */
    public static void refusal(RuntimeException refusal) {
        add(
                FacesMessage.SEVERITY_ERROR,
                field(refusal).map(field -> field + ": ").orElse("") + refusal.getMessage());
    }

    /** As {@link #refusal(RuntimeException)}, but shown at the field of this form that is wrong, if it has it. */
    public static void refusal(RuntimeException refusal, String form) {
        Optional<UIComponent> input = field(refusal).map(field -> find(form + ":" + field));
        if (input.isEmpty()) {
            refusal(refusal);
            return;
        }
        if (input.get() instanceof UIInput wrong) {
            wrong.setValid(false);
        }
        faces().addMessage(
                        input.get().getClientId(),
                        new FacesMessage(FacesMessage.SEVERITY_ERROR, refusal.getMessage(), null));
        faces().validationFailed();
    }

    /**
     * Does what a button asks for; a refusal becomes a message.
     *
     * @param form whose fields may be wrong; empty: there is none
     * @return whether it was done
     */
    public static boolean attempt(String form, Runnable what) {
        try {
            what.run();
            return true;
        } catch (ConflictException
                | ForbiddenException
                | InvalidInputException
                | NoSpaceException
                | NotFoundException e) {
            if (form.isEmpty()) {
                refusal(e);
            } else {
                refusal(e, form);
            }
            faces().validationFailed();
            return false;
        }
    }

    /** Lets the messages live until the page that a redirect leads to. */
    public static void keep() {
        faces().getExternalContext().getFlash().setKeepMessages(true);
    }

    /** A text of the bundle in the language of the page. */
    public static String text(String key, Object... values) {
        ResourceBundle bundle = faces().getApplication().getResourceBundle(faces(), "i18n");
        String pattern = bundle.getString(key);
        return values.length == 0
                ? pattern
                : new MessageFormat(pattern, faces().getViewRoot().getLocale()).format(values);
    }

    /** As {@link #text}, where there may be none. */
    public static Optional<String> findText(String key) {
        ResourceBundle bundle = faces().getApplication().getResourceBundle(faces(), "i18n");
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }

    private static Optional<String> field(RuntimeException refusal) {
        if (refusal instanceof ForbiddenException forbidden) {
            return forbidden.field();
        }
        return refusal instanceof InvalidInputException invalid ? Optional.of(invalid.field()) : Optional.empty();
    }

    private static UIComponent find(String id) {
        return faces().getViewRoot().findComponent(id);
    }

    private static FacesContext faces() {
        return FacesContext.getCurrentInstance();
    }

    private static void add(FacesMessage.Severity severity, String text) {
        faces().addMessage(null, new FacesMessage(severity, text, null));
    }
}

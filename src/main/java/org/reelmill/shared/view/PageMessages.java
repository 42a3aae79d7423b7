package org.reelmill.shared.view;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.component.html.HtmlOutputLabel;
import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Recorded;
import org.reelmill.shared.Refusal;
import org.reelmill.shared.Sentence;

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

    /** What a service has refused; names the field that is wrong, if one is. */
    public static void refusal(Refusal refusal) {
        add(
                FacesMessage.SEVERITY_ERROR,
                field(refusal).map(field -> label(field) + ": ").orElse("") + say(refusal.reason()));
    }

    /** What the page calls a field; one that is on no form of it is called as programs do. */
    private static String label(String field) {
        return labels(faces().getViewRoot(), field).findFirst().orElse(field);
    }

    private static Stream<String> labels(UIComponent component, String field) {
        Stream<String> own =
                component instanceof HtmlOutputLabel label && field.equals(label.getFor()) && label.getValue() != null
                        ? Stream.of(label.getValue().toString())
                        : Stream.empty();
        return Stream.concat(own, component.getChildren().stream().flatMap(child -> labels(child, field)));
    }

    /** As {@link #refusal(Refusal)}, but shown at the field of this form that is wrong, if it has it. */
    public static void refusal(Refusal refusal, String form) {
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
                        new FacesMessage(FacesMessage.SEVERITY_ERROR, say(refusal.reason()), null));
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
        } catch (Refusal e) {
            if (form.isEmpty()) {
                refusal(e);
            } else {
                refusal(e, form);
            }
            faces().validationFailed();
            return false;
        }
    }

    /** In the language of the page; a function of the tag library. */
    public static String say(Sentence sentence) {
        return sentence.in(faces().getViewRoot().getLocale());
    }

    /** What was written down in English, in the language of the page; a function of the tag library. */
    public static String recorded(String text) {
        return Recorded.in(text, faces().getViewRoot().getLocale());
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

    private static Optional<String> field(Refusal refusal) {
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

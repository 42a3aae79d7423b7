package org.reelmill.pipeline.view;

import jakarta.faces.application.FacesMessage;
import org.omnifaces.util.Faces;
import org.reelmill.shared.InvalidInputException;

/** Messages on the pages about jobs. */
final class PageTexts {

    private PageTexts() {}

    /** @param key in the bundle {@code i18n} */
    static void info(String key) {
        add(FacesMessage.SEVERITY_INFO, Faces.getResourceBundle("i18n").getString(key));
    }

    /** A sentence that a service has made already. */
    static void refusal(RuntimeException refusal) {
        String field = refusal instanceof InvalidInputException invalid ? invalid.field() + " " : "";
        add(FacesMessage.SEVERITY_ERROR, field + refusal.getMessage());
    }

    private static void add(FacesMessage.Severity severity, String text) {
        Faces.getContext().addMessage(null, new FacesMessage(severity, text, null));
    }
}

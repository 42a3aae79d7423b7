package org.reelmill.pipeline.view;

import jakarta.faces.application.FacesMessage;
import java.text.MessageFormat;
import org.omnifaces.util.Faces;
import org.omnifaces.util.Messages;

/** Messages on the pages about jobs. */
final class PageTexts {

    private PageTexts() {}

    /** @param key in the bundle {@code i18n} */
    static void info(String key, Object... values) {
        Messages.addGlobal(
                FacesMessage.SEVERITY_INFO, "{0}", MessageFormat.format(Faces.getBundleString("i18n", key), values));
    }

    /** A sentence that a service has made already. */
    static void refusal(RuntimeException refusal) {
        Messages.addGlobal(FacesMessage.SEVERITY_ERROR, "{0}", refusal.getMessage());
    }
}

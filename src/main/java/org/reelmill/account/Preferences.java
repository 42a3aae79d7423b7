package org.reelmill.account;

import java.util.Locale;
import java.util.Optional;

/** How somebody wants the pages to look. */
public record Preferences(Language language, Theme theme) {

    /** What an account starts with: as the browser and the system say. */
    public static final Preferences USUAL = new Preferences(Language.BROWSER, Theme.SYSTEM);

    /** In which the pages speak; there is a bundle {@code i18n} of each. */
    public enum Language {
        BROWSER,
        EN,
        DE;

        /** Empty when the browser decides. */
        public Optional<Locale> locale() {
            return this == BROWSER ? Optional.empty() : Optional.of(Locale.forLanguageTag(word()));
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The colours. */
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK;

        /** For the attribute {@code data-theme} of a page. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package org.reelmill.shared;

import java.io.Serializable;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;

/**
 * What the server has to say to people, as a text of the bundle and what is filled in. Programs and logs get it in English, pages
 * in their language.
 *
 * @param key in the bundle; empty: the one value is the text, in whatever language; {@code recorded}: it is a text for {@link Recorded}
 * @param values sentences, or texts that are the same in all languages
 */
public record Sentence(String key, List<Serializable> values) implements Serializable {

    /** By which the scripts of a page tell the language that they want refusals in; programs get English. */
    public static final String LANGUAGE_HEADER = "X-Reelmill-Language";

    private static final String RECORDED = "recorded";

    private static final String BUNDLE = "META-INF.i18n.messages";

    /** Of the pages; programs get the first. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    public Sentence {
        values = List.copyOf(values);
    }

    /** @param values to be filled in; what is no sentence by its text, so that numbers look as they are typed */
    public static Sentence of(String key, Object... values) {
        return new Sentence(key, Arrays.stream(values).map(Sentence::asValue).toList());
    }

    /** A text that stands in no bundle. */
    public static Sentence plain(String text) {
        return new Sentence("", List.of(text));
    }

    /** What was written down in English. */
    public static Sentence recorded(String text) {
        return new Sentence(RECORDED, List.of(text));
    }

    /** What a request asks for. @param headers gives a header by its name, or null */
    public static Locale languageOf(UnaryOperator<String> headers) {
        return language(headers.apply(LANGUAGE_HEADER));
    }

    /** What the header asks for; English unless it names another language that we have. */
    public static Locale language(String header) {
        return LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(header))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    public String in(Locale language) {
        Object[] filled = values.stream()
                .map(value -> value instanceof Sentence inner ? inner.in(language) : value)
                .toArray();
        if (key.isEmpty()) {
            return String.valueOf(filled[0]);
        }
        if (key.equals(RECORDED)) {
            return Recorded.in(String.valueOf(filled[0]), language);
        }
        String pattern = bundle(language).getString(key);
        return filled.length == 0 ? pattern : new MessageFormat(pattern, language).format(filled);
    }

    static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(BUNDLE, language, Sentence.class.getClassLoader());
    }

    public String english() {
        return in(Locale.ENGLISH);
    }

    /** In English. */
    @Override
    public String toString() {
        return english();
    }

    private static Serializable asValue(Object value) {
        return value instanceof Sentence inner ? inner : String.valueOf(value);
    }
}

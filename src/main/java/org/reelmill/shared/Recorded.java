package org.reelmill.shared;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the mill has written down: why a film was refused, what its log says, what its renditions lack. It is English in the database, in logs and
 * for programs; pages ask here for it in their language. A text that no form of the bundle fits is shown as it is.
 */
public final class Recorded {

    /** Of the keys of texts that are written down. */
    private static final List<String> PREFIXES = List.of(
            "recorded.",
            "pipeline.origin.",
            "watch.trouble.",
            "watch.mode.noEvents",
            "watch.mode.shared",
            "watch.limit.");

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    private static final Pattern DECIMAL = Pattern.compile("(-?\\d+)\\.(\\d+)");

    /** Those with the most words of their own come first. */
    private static final List<Form> FORMS = forms();

    private Recorded() {}

    /** @param places which value each group is */
    private record Form(String key, Pattern pattern, List<Integer> places, int words) {

        static Form of(String key, String english) {
            StringBuilder pattern = new StringBuilder();
            List<Integer> places = new ArrayList<>();
            int words = 0;
            int end = 0;
            for (MatchResult place : PLACE.matcher(english).results().toList()) {
                pattern.append(Pattern.quote(english.substring(end, place.start())))
                        .append("(.*?)");
                places.add(Integer.parseInt(place.group(1)));
                words += place.start() - end;
                end = place.end();
            }
            pattern.append(Pattern.quote(english.substring(end)));
            return new Form(
                    key, Pattern.compile(pattern.toString(), Pattern.DOTALL), places, words + english.length() - end);
        }

        Optional<String> say(String text, Locale language) {
            Matcher found = pattern.matcher(text);
            if (!found.matches()) {
                return Optional.empty();
            }
            String wanted = Sentence.bundle(language).getString(key);
            if (places.isEmpty()) {
                return Optional.of(wanted);
            }
            Object[] values = new Object[places.size()];
            for (int i = 0; i < values.length; i++) {
                values[places.get(i)] = in(found.group(i + 1), language);
            }
            return Optional.of(new MessageFormat(wanted, language).format(values));
        }
    }

    /** @param text as it was written down */
    public static String in(String text, Locale language) {
        if (language.getLanguage().equals(Locale.ENGLISH.getLanguage())) {
            return text;
        }
        return FORMS.stream()
                .flatMap(form -> form.say(text, language).stream())
                .findFirst()
                .orElseGet(() -> DECIMAL.matcher(text).matches() ? text.replace('.', ',') : text);
    }

    private static List<Form> forms() {
        ResourceBundle english = Sentence.bundle(Locale.ENGLISH);
        return english.keySet().stream()
                .filter(key -> PREFIXES.stream().anyMatch(key::startsWith))
                .map(key -> Form.of(key, pattern(english.getString(key))))
                .sorted(Comparator.comparingInt(Form::words).reversed())
                .toList();
    }

    /** Where something is filled in, the bundle writes each apostrophe twice. */
    private static String pattern(String text) {
        return PLACE.matcher(text).find() ? text.replace("''", "'") : text;
    }
}

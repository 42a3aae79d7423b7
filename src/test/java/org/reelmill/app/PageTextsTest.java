package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts and colours of the pages: what is used is there, in every language. */
class PageTextsTest {

    private static final Path BUNDLES = Path.of("src/main/resources/META-INF/i18n");
    private static final Path PAGES = Path.of("src/main/webapp");
    private static final Path BEANS = Path.of("src/main/java");

    /** {@code i18n['layout.close']}, and {@code i18n['pipeline.status.'.concat(…)]} with its dot at the end. */
    private static final Pattern ON_PAGE = Pattern.compile("i18n\\['([\\w.-]+)'");

    private static final Pattern IN_BEAN = Pattern.compile(
            "(?:PageMessages\\.(?:info|warn|error|text)|steer)\\(\\s*(?:[^\"();]*,\\s*)?\"([\\w.-]+)\"");

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    private final Properties english = read("messages.properties");
    private final Properties german = read("messages_de.properties");

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(keys(german)).containsExactlyElementsOf(keys(english));
    }

    @Test
    void noTextIsBlankOrLacksWhatIsFilledIn() {
        keys(english).forEach(key -> {
            assertThat(german.getProperty(key)).as(key).isNotBlank();
            assertThat(english.getProperty(key)).as(key).isNotBlank();
            assertThat(places(german.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        });
    }

    @Test
    void everyKeyThatIsUsedExists() {
        Map<String, Path> used = new TreeMap<>();
        eachFile(PAGES, ".xhtml", file -> find(ON_PAGE, file).forEach(key -> used.put(key, file)));
        eachFile(BEANS, ".java", file -> find(IN_BEAN, file).forEach(key -> used.put(key, file)));

        assertThat(used).isNotEmpty();
        used.forEach((key, file) -> assertThat(keys(english))
                .as(file + " uses " + key)
                .anyMatch(it -> key.endsWith(".") ? it.startsWith(key) : it.equals(key)));
    }

    @Test
    void everyTokenThatAStyleUsesIsDefined() {
        Set<String> defined = new TreeSet<>();
        Map<String, Path> used = new TreeMap<>();
        eachFile(PAGES, ".css", file -> {
            defined.addAll(find(Pattern.compile("(--rm-[\\w-]+):"), file));
            find(Pattern.compile("var\\((--rm-[\\w-]+)"), file).forEach(token -> used.put(token, file));
        });

        assertThat(used).isNotEmpty();
        used.forEach((token, file) -> assertThat(defined).as(file.toString()).contains(token));
    }

    private static Set<String> keys(Properties bundle) {
        return new TreeSet<>(bundle.stringPropertyNames());
    }

    private static Set<String> places(String text) {
        return new TreeSet<>(
                PLACE.matcher(text).results().map(MatchResult::group).toList());
    }

    private static List<String> find(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file))
                    .results()
                    .map(it -> it.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void eachFile(Path folder, String ending, Consumer<Path> what) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(ending)).forEach(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties read(String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(BUNDLES.resolve(name))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}

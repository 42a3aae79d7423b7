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

    /** What services say. */
    private static final Pattern IN_SERVICE =
            Pattern.compile("(?:Sentence\\.of|because)\\(\\s*(?:node,\\s*)?\"([\\w.-]+)\"");

    private static final Pattern TOPICS = Pattern.compile("<rm:live topics=\"([^\"]+)\"");

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    private final Properties english = read("messages.properties");
    private final Properties german = read("messages_de.properties");

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(keys(german)).containsExactlyElementsOf(keys(english));
    }

    /** {@link Properties} keeps the last one without a word. */
    @Test
    void noTextStandsTwice() throws IOException {
        for (String bundle : List.of("messages.properties", "messages_de.properties")) {
            assertThat(Files.readAllLines(BUNDLES.resolve(bundle)).stream()
                            .filter(line -> line.matches("[\\w.-]+=.*"))
                            .map(line -> line.substring(0, line.indexOf('='))))
                    .as(bundle)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void noTextIsBlankOrLacksWhatIsFilledIn() {
        keys(english).forEach(key -> {
            assertThat(german.getProperty(key)).as(key).isNotBlank();
            assertThat(english.getProperty(key)).as(key).isNotBlank();
            assertThat(places(german.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        });
    }

    /** Found late: two with a blank between were no topic at all, and their page was told nothing. */
    @Test
    void topicsOfPagesAreSeparatedByCommas() {
        Set<String> topics = new TreeSet<>();
        eachFile(PAGES, ".xhtml", file -> topics.addAll(find(TOPICS, file)));

        assertThat(topics).hasSizeGreaterThan(10).noneMatch(text -> text.matches(".*\\s.*"));
    }

    @Test
    void everyKeyThatIsUsedExists() {
        Map<String, Path> used = new TreeMap<>();
        eachFile(PAGES, ".xhtml", file -> find(ON_PAGE, file).forEach(key -> used.put(key, file)));
        eachFile(BEANS, ".java", file -> find(IN_BEAN, file).forEach(key -> used.put(key, file)));
        eachFile(BEANS, ".java", file -> find(IN_SERVICE, file).forEach(key -> used.put(key, file)));

        assertThat(used).isNotEmpty();
        used.forEach((key, file) -> assertThat(keys(english))
                .as(file + " uses " + key)
                .anyMatch(it -> key.endsWith(".") ? it.startsWith(key) : it.equals(key)));
    }

    /** A page shows these texts, the API the comments: neither may grow old. */
    @Test
    void describesEachBatchJobAsItsDefinitionDoes() {
        Pattern comment = Pattern.compile("(?s)<!--(.*?)-->");
        eachFile(Path.of("batch-jobs"), ".xml", file -> {
            String job = file.getFileName().toString().replace(".xml", "");
            String description = find(comment, file).get(0).strip().replaceAll("\\s+", " ");
            assertThat(english.getProperty("operator.describes." + job)).isEqualTo(description);
        });
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

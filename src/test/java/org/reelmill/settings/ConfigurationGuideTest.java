package org.reelmill.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables of the guide are made of what the program reads. {@code mvn process-test-classes surefire:test
 * -Dtest=ConfigurationGuideTest -Dguides.write=true} writes them anew.
 */
class ConfigurationGuideTest {

    private static final Path GUIDE = Path.of("src/site/configuration.md");

    @Test
    void tellsEveryVariableAndEveryPolicy() throws IOException {
        String guide = Files.readString(GUIDE);
        String right = with("policies", policies(), with("variables", variables(), guide));
        if (Boolean.getBoolean("guides.write")) {
            Files.writeString(GUIDE, right);
        }

        assertThat(Files.readString(GUIDE)).isEqualTo(right);
    }

    /** A variable that nobody reads would be as bad as one that nobody tells of. */
    @ParameterizedTest
    @EnumSource
    void isRead(Variable variable) {
        Properties none = new Properties();
        String before = told(Map.of(), none);

        String after = told(Map.of(variable.variable(), "/dev/null/x"), none);

        assertThat(after).isNotEqualTo(before);
    }

    private static String told(Map<String, String> environment, Properties system) {
        try {
            return Configuration.from(environment, system).toString();
        } catch (ConfigurationException e) {
            return e.getMessage();
        }
    }

    private static String with(String name, String table, String guide) {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        assertThat(guide).contains(begin, end);
        return guide.substring(0, guide.indexOf(begin) + begin.length()) + table + guide.substring(guide.indexOf(end));
    }

    private static String variables() {
        return table(
                "| variable | meaning | default |",
                Stream.of(Variable.values())
                        .map(variable -> "| `" + variable.variable() + "` | " + variable.meaning() + " | "
                                + variable.byDefault() + " |"));
    }

    private static String policies() {
        return table(
                "| policy | meaning | default |",
                Stream.of(Policy.values())
                        .map(policy -> "| `" + policy.key() + "` | " + policy.label() + " | `" + policy.defaultValue()
                                + "` |"));
    }

    private static String table(String head, Stream<String> rows) {
        return rows.collect(Collectors.joining("\n", head + "\n| --- | --- | --- |\n", "\n"));
    }
}

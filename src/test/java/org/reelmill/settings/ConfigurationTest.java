package org.reelmill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @TempDir
    Path folder;

    @Test
    void hasDefaultsForEverything() {
        Path home = Path.of("reelmill-home").toAbsolutePath();

        Configuration configuration = read(Map.of());

        assertThat(configuration)
                .isEqualTo(new Configuration(
                        new Folder(home, ""),
                        new Folder(home.resolve("work"), ""),
                        new Folder(home.resolve("work/source"), ""),
                        new Folder(home.resolve("work/delivery"), ""),
                        Optional.empty(),
                        "127.0.0.1",
                        8080,
                        Optional.empty(),
                        Set.of(Stage.INGEST, Stage.TRANSCODE, Stage.EXPORT),
                        Runtime.getRuntime().availableProcessors(),
                        List.of(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        new LogSettings(false, 30),
                        Optional.empty()));
    }

    @Test
    void readsEveryVariable() throws IOException {
        assertThat(read(everything())).isEqualTo(expected());
    }

    @Test
    void readsEveryValueFromTheSystemPropertyOfTheSameWords() throws IOException {
        Properties properties = new Properties();
        everything().forEach((name, value) -> properties.setProperty(property(name), value));

        assertThat(Configuration.from(Map.of(), properties)).isEqualTo(expected());
    }

    @Test
    void readsEveryValueFromAFile() throws IOException {
        Map<String, String> files = everything().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey() + "_FILE", entry -> write(entry.getValue() + "\n")));

        assertThat(read(files)).isEqualTo(expected());
    }

    @Test
    void prefersTheSystemPropertyToTheVariable() {
        Properties properties = new Properties();
        properties.setProperty("reelmill.node.slots", "3");

        assertThat(Configuration.from(Map.of("REELMILL_NODE_SLOTS", "5"), properties)
                        .nodeSlots())
                .isEqualTo(3);
    }

    @Test
    void takesAnEmptyListOfRolesAsNoRole() {
        assertThat(read(Map.of("REELMILL_NODE_ROLES", "")).nodeRoles()).isEmpty();
    }

    @Test
    void takesAnEmptyValueAsAbsent() {
        assertThat(read(Map.of("REELMILL_HTTP_PORT", " ", "REELMILL_HOME", ""))).isEqualTo(read(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            REELMILL_HTTP_PORT      | http        | must be a whole number from 1 to 65535
            REELMILL_HTTP_PORT      | 65536       | must be a whole number from 1 to 65535
            REELMILL_NODE_SLOTS     | 0           | must be a whole number from 1 to 1024
            REELMILL_NODE_ROLES     | ingest,mill | may hold only ingest, transcode and export
            REELMILL_NODE_LABELS    | fast,b b    | holds b b, but a label is
            REELMILL_FFMPEG         | /no/ffmpeg  | is not a program that can be run
            REELMILL_SAMPLE         | perhaps     | must be true or false
            REELMILL_NGINX_LOCATION | /files;     | must be a path such as
            REELMILL_DB_URL         | jdbc:other  | must start with jdbc:mysql:, jdbc:mariadb: or jdbc:h2:
            REELMILL_DB_USER        | mill        | without REELMILL_DB_URL
            REELMILL_DB_PASSWORD    | hidden      | without REELMILL_DB_URL
            REELMILL_ADMIN_USER     | root        | must be set together
            REELMILL_ADMIN_PASSWORD | hidden      | must be set together
            REELMILL_HTTP_PORT_FILE | /no/file    | cannot be read
            REELMILL_SLOTS          | 2           | is not a known variable
            """)
    void namesTheVariableAndTheReason(String name, String value, String reason) {
        assertThat(problems(Map.of(name, value)))
                .singleElement()
                .asString()
                .contains(name.replace("_FILE", ""), reason)
                .doesNotContain("hidden");
    }

    @Test
    void leavesVariablesOfTheCommandLineAlone() {
        assertThat(read(Map.of("REELMILL_CLI_TOKEN_FILE", "token"))).isEqualTo(read(Map.of()));
    }

    @Test
    void refusesAPathThatIsNone() {
        assertThat(problems(Map.of("REELMILL_WORK_DIR", "work\0")))
                .singleElement()
                .asString()
                .startsWith("REELMILL_WORK_DIR is not a path");
    }

    @Test
    void refusesAnUnknownProperty() {
        Properties properties = new Properties();
        properties.setProperty("reelmill.hom", "x");

        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> Configuration.from(Map.of(), properties));

        assertThat(thrown.problems()).containsExactly("reelmill.hom is not a known property");
    }

    @Test
    void refusesAValueBesideItsFile() {
        assertThat(problems(Map.of("REELMILL_NODE_SLOTS", "2", "REELMILL_NODE_SLOTS_FILE", write("2"))))
                .containsExactly("REELMILL_NODE_SLOTS and REELMILL_NODE_SLOTS_FILE are both set; keep one of them");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        Map<String, String> wrong = Map.of(
                "REELMILL_HTTP_PORT", "0", "REELMILL_NODE_SLOTS", "many", "REELMILL_DB_USER", "mill", "REELMILL_X", "");

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, () -> read(wrong));

        assertThat(thrown.problems()).hasSize(4);
        assertThat(thrown).hasMessageStartingWith("The configuration has 4 problems:");
        assertThat(thrown.problems()).allSatisfy(problem -> assertThat(thrown).hasMessageContaining(problem));
    }

    @Test
    void tellsOfMissingFoldersTogetherWithWrongValues() {
        assertThat(problems(Map.of("REELMILL_HTTP_PORT", "0", "REELMILL_WORK_DIR", "/no/such/folder")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("REELMILL_HTTP_PORT"))
                .anySatisfy(problem -> assertThat(problem).contains("REELMILL_WORK_DIR", "does not exist"));
    }

    @Test
    void neverShowsASecret() throws IOException {
        assertThat(read(everything()).toString()).doesNotContain("db-secret", "admin-secret");
    }

    private static Configuration read(Map<String, String> environment) {
        return Configuration.from(environment, new Properties());
    }

    private static List<String> problems(Map<String, String> environment) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(environment))
                .problems();
    }

    private static String property(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private String write(String content) {
        try {
            return Files.writeString(Files.createTempFile(folder, "value", ""), content)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ffmpeg() throws IOException {
        Path program = folder.resolve("ffmpeg");
        if (!Files.exists(program)) {
            Files.createFile(program);
        }
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private Map<String, String> everything() throws IOException {
        return Map.ofEntries(
                Map.entry("REELMILL_HOME", "/srv/home"),
                Map.entry("REELMILL_WORK_DIR", "/srv/work"),
                Map.entry("REELMILL_SOURCE_DIR", "/srv/in"),
                Map.entry("REELMILL_DELIVERY_DIR", "/srv/out"),
                Map.entry("REELMILL_DB_URL", "jdbc:mariadb://db/reelmill?password=db-secret"),
                Map.entry("REELMILL_DB_USER", "mill"),
                Map.entry("REELMILL_DB_PASSWORD", "db-secret"),
                Map.entry("REELMILL_HTTP_PORT", "8181"),
                Map.entry("REELMILL_NGINX_LOCATION", "/reelmill-files/"),
                Map.entry("REELMILL_NODE_ROLES", "ingest, EXPORT"),
                Map.entry("REELMILL_NODE_SLOTS", "7"),
                Map.entry("REELMILL_NODE_LABELS", "fast, rack=3,fast"),
                Map.entry("REELMILL_FFMPEG", ffmpeg().toString()),
                Map.entry("REELMILL_SAMPLE", "false"),
                Map.entry("REELMILL_ADMIN_USER", "boss"),
                Map.entry("REELMILL_ADMIN_PASSWORD", "admin-secret"),
                Map.entry("REELMILL_HTTP_ADDRESS", "0.0.0.0"),
                Map.entry("REELMILL_LOG_FORMAT", "json"),
                Map.entry("REELMILL_LOG_DAYS", "7"));
    }

    private Configuration expected() throws IOException {
        return new Configuration(
                new Folder(Path.of("/srv/home"), "REELMILL_HOME"),
                new Folder(Path.of("/srv/work"), "REELMILL_WORK_DIR"),
                new Folder(Path.of("/srv/in"), "REELMILL_SOURCE_DIR"),
                new Folder(Path.of("/srv/out"), "REELMILL_DELIVERY_DIR"),
                Optional.of(new DatabaseAccess(
                        "jdbc:mariadb://db/reelmill?password=db-secret",
                        Optional.of("mill"),
                        Optional.of(new Secret("db-secret")))),
                "0.0.0.0",
                8181,
                Optional.of("/reelmill-files"),
                Set.of(Stage.INGEST, Stage.EXPORT),
                7,
                List.of("fast", "rack=3"),
                Optional.of(ffmpeg()),
                false,
                Optional.of(new FirstAdministrator("boss", new Secret("admin-secret"))),
                new LogSettings(true, 7),
                Optional.empty());
    }
}

package org.reelmill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment of a video notifier (S3.9, S3.10) works as it is. */
class VideoRegisterReaderTest {

    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("LOG_BASE_DIRECTORY", "/var/log/videos"),
            Map.entry("MYSQL_USER", "videos"),
            Map.entry("MYSQL_PASS", "p@ss/w:rd?&"),
            Map.entry("MYSQL_HOST", "db.example"),
            Map.entry("MYSQL_DB_NAME", "media"),
            Map.entry("CLIENT_VIDEO_DIR", "/srv/in"),
            Map.entry("INTERNAL_VIDEO_FOLDER_PATH", "/srv/internal"),
            Map.entry("NGINX_BASE_URL", "http://media.example"),
            Map.entry("BASE_PATH", "/srv"),
            Map.entry("NGINX_SERVE_DIRECTORY", "/srv/in"));

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(ENVIRONMENT);

    @Test
    void readsEveryName() {
        environment.putAll(Map.of(
                "FOLDER_POLL_INTERVAL", "7",
                "MYSQL_PORT", "3307",
                "STORAGE_PC_VIDEO_DIR", "/storage",
                "STORAGE_PC_BASE_URL", "http://storage.example"));

        Configuration configuration = read();

        assertThat(configuration.videoRegister())
                .contains(new VideoRegister(
                        Path.of("/srv/in"),
                        Path.of("/srv/internal"),
                        7,
                        Path.of("/var/log/videos"),
                        Map.of(
                                Path.of("/srv"), "http://media.example",
                                Path.of("/storage"), "http://storage.example")));
        assertThat(configuration.database())
                .contains(new DatabaseAccess(
                        "jdbc:mysql://db.example:3307/media",
                        Optional.of("videos"),
                        Optional.of(new Secret("p@ss/w:rd?&"))));
        assertThat(new WorkFolders(configuration).logs()).isEqualTo(Path.of("/var/log/videos"));
    }

    @Test
    void hasTheDefaultsOfTheDocument_D3_7() {
        Configuration configuration = read();

        assertThat(configuration.database().orElseThrow().url()).isEqualTo("jdbc:mysql://db.example:3306/media");
        assertThat(configuration.videoRegister().orElseThrow().pollSeconds()).isEqualTo(5);
    }

    @Test
    void tellsAllThatIsMissingTogether() {
        environment.keySet().retainAll(List.of("CLIENT_VIDEO_DIR", "MYSQL_HOST"));

        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem).contains("NGINX_INTERNAL_PATH or NGINX_SERVE_DIRECTORY"));
        assertThat(String.join("\n", problems()))
                .contains(
                        "LOG_BASE_DIRECTORY",
                        "MYSQL_USER",
                        "MYSQL_PASS",
                        "MYSQL_DB_NAME",
                        "INTERNAL_VIDEO_FOLDER_PATH",
                        "NGINX_BASE_URL",
                        "BASE_PATH")
                .doesNotContain("MYSQL_HOST");
    }

    @Test
    void eitherOfTheServedFoldersWillDo() {
        environment.remove("NGINX_SERVE_DIRECTORY");
        assertThat(problems()).singleElement().asString().contains("NGINX_INTERNAL_PATH or NGINX_SERVE_DIRECTORY");

        environment.put("NGINX_INTERNAL_PATH", "/srv/in");
        assertThat(read().videoRegister()).isPresent();
    }

    @Test
    void refusesNumbersThatAreNoneAndHalfASecondStorage() {
        environment.putAll(
                Map.of("MYSQL_PORT", "None", "FOLDER_POLL_INTERVAL", "0", "STORAGE_PC_VIDEO_DIR", "/storage"));

        assertThat(problems()).hasSize(3).allSatisfy(problem -> assertThat(problem)
                .containsAnyOf("MYSQL_PORT is None", "FOLDER_POLL_INTERVAL is 0", "must be set together"));
    }

    @Test
    void readsASecretFromAFile() throws IOException {
        environment.remove("MYSQL_PASS");
        environment.put(
                "MYSQL_PASS_FILE",
                Files.writeString(folder.resolve("secret"), "hidden\n").toString());

        assertThat(read().database().orElseThrow().password()).contains(new Secret("hidden"));
        assertThat(read().toString()).doesNotContain("hidden");
    }

    @Test
    void ourOwnDatabaseGoesBeforeAndThenTheirsIsNotAskedFor() {
        environment.keySet().removeIf(name -> name.startsWith("MYSQL_"));
        environment.put("REELMILL_DB_URL", "jdbc:mysql://own/reelmill");

        assertThat(read().database().orElseThrow().url()).isEqualTo("jdbc:mysql://own/reelmill");
    }

    @Test
    void namesOfOthersMeanNothingWithoutAWatchedFolder() {
        environment.remove("CLIENT_VIDEO_DIR");

        assertThat(read().videoRegister()).isEmpty();
        assertThat(read().database()).isEmpty();
    }

    private Configuration read() {
        return Configuration.from(environment, new Properties());
    }

    private List<String> problems() {
        return catchThrowableOfType(ConfigurationException.class, this::read).problems();
    }
}

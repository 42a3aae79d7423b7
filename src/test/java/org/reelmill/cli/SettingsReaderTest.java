package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    @TempDir
    private Path home;

    private Settings read(Map<String, String> environment) {
        return new SettingsReader(environment, home).read(Optional.empty(), List.of(), Optional.empty());
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void asksTheServerOfThisMachineWhereNothingIsConfigured() {
        Settings settings = read(Map.of());

        assertThat(settings.servers())
                .containsExactly(new Server(URI.create("http://127.0.0.1:8080"), Set.of(), Optional.empty()));
        assertThat(settings.database()).isEqualTo(home.resolve(".local/share/reelmill"));
        assertThat(settings.observed()).isEmpty();
    }

    @Test
    void readsTheKeysOfTheModel() throws IOException {
        write("token", "secret\n");
        write(
                ".config/reelmill/cli.json",
                """
                {
                  "client_id": "studio",
                  "token_file": "~/token",
                  "list_of_servers": {
                    "one.example": {"port": 81, "supported_media_types": ["video"]},
                    "two.example": 82,
                    "https://three.example": {"supported_types": ["image", "audio"]}
                  },
                  "list_of_paths_to_observer": {
                    "/films": {"observed_media_types": ["video"], "conversion_type": "av1", "results": "/done"},
                    "/pictures": ["image"],
                    "/old": {"observed_file_types": ["audio"]}
                  }
                }
                """);

        Settings settings = read(Map.of());

        assertThat(settings.clientId()).isEqualTo("studio");
        assertThat(settings.servers())
                .containsExactlyInAnyOrder(
                        new Server(URI.create("http://one.example:81"), Set.of(MediaType.VIDEO), Optional.of("secret")),
                        new Server(URI.create("http://two.example:82"), Set.of(), Optional.of("secret")),
                        new Server(
                                URI.create("https://three.example"),
                                Set.of(MediaType.IMAGE, MediaType.AUDIO),
                                Optional.of("secret")));
        assertThat(settings.observed())
                .containsExactlyInAnyOrder(
                        new Settings.Observed(Path.of("/films"), Set.of(MediaType.VIDEO), "av1", Path.of("/done")),
                        new Settings.Observed(Path.of("/pictures"), Set.of(MediaType.IMAGE), "", Path.of("/pictures")),
                        new Settings.Observed(Path.of("/old"), Set.of(MediaType.AUDIO), "", Path.of("/old")));
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws IOException {
        write(".config/reelmill/cli.json", "{\"client_id\":\"file\",\"list_of_servers\":{\"file.example\":1}}");

        Settings settings = read(Map.of(
                "REELMILL_CLI_CLIENT_ID", "environment",
                "REELMILL_CLI_SERVER", "http://a.example:1/, http://b.example:2",
                "REELMILL_CLI_TOKEN", "secret"));

        assertThat(settings.clientId()).isEqualTo("environment");
        assertThat(settings.servers())
                .extracting(Server::name)
                .containsExactly("http://a.example:1", "http://b.example:2");
        assertThat(settings.servers()).allSatisfy(server -> {
            assertThat(server.token()).contains("secret");
            assertThat(server.toString()).doesNotContain("secret");
        });
    }

    @Test
    void reportsEverythingThatIsWrongTogether() throws IOException {
        write(
                ".config/reelmill/cli.json",
                "{\"clientid\":\"x\",\"token_file\":\"/not/there\",\"list_of_servers\":{\"ftp://x\":1},"
                        + "\"list_of_paths_to_observer\":{\"/a\":[\"films\"]}}");

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.exitCode()).isEqualTo(Exit.USAGE))
                .hasMessageContainingAll("clientid", "/not/there", "ftp://x", "films");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "two\nlines", "schl\u00fcssel"})
    void takesNoTokenThatNoRequestCanCarry(String token) throws IOException {
        write("token", token);

        assertThatThrownBy(() -> read(Map.of("REELMILL_CLI_TOKEN_FILE", "~/token")))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.exitCode()).isEqualTo(Exit.USAGE))
                .hasMessageContaining("the file ~/token holds no token");
    }

    @Test
    void takesOnlyAddressesOfServersFromTheCommandLineAndDoesNotBlameTheFile() {
        List<URI> addresses = List.of(URI.create("mill:8080"), URI.create("https://good.example/"));

        assertThatThrownBy(() -> new SettingsReader(Map.of(), home).read(Optional.empty(), addresses, Optional.empty()))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.exitCode()).isEqualTo(Exit.USAGE))
                .hasMessage("--server: \"mill:8080\" is no address of a server, such as http://mill.example:8080");
    }

    @Test
    void saysOfEachProblemWhereItIs() throws IOException {
        write(".config/reelmill/cli.json", "{\"clientid\":\"x\"}");

        assertThatThrownBy(
                        () -> read(Map.of("REELMILL_CLI_SERVER", "mill:8080", "REELMILL_CLI_TOKEN_FILE", "/not/there")))
                .hasMessageMatching("(?s)REELMILL_CLI_TOKEN_FILE: the token file /not/there cannot be read .*\n"
                        + "REELMILL_CLI_SERVER: \"mill:8080\" is no address .*\n"
                        + "The configuration .*cli.json is wrong:\n  \"clientid\" is not known.*");
    }
}

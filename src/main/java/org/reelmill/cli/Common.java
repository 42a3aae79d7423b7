package org.reelmill.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class Common {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file; else REELMILL_CLI_CONFIG, else ~/.config/reelmill/cli.json")
    private Path config;

    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            description = "Server to ask, such as http://mill.example:8080; may be repeated")
    private List<URI> servers = new ArrayList<>();

    @Option(
            names = "--client",
            paramLabel = "ID",
            description = "Client id; else of the configuration, else the host's name")
    private String client;

    @Option(names = "--json", description = "Print results as JSON, one object on a line")
    private boolean json;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long a server may be away before its files are handed in at another one (default 120)")
    private int patience;

    private Settings settings;

    Settings settings() {
        if (settings == null) {
            settings = new SettingsReader(environment(), Path.of(System.getProperty("user.home")))
                    .read(Optional.ofNullable(config), servers, Optional.ofNullable(client));
        }
        return settings;
    }

    private static Map<String, String> environment() {
        return System.getenv();
    }

    Console console() {
        return new Console(
                new PrintWriter(System.out, false), new PrintWriter(System.err, false), json, System.console() != null);
    }

    /** The first server that answers. */
    Api api() {
        return new Servers(settings().servers()).first();
    }

    Duration patience() {
        return Duration.ofSeconds(patience);
    }

    Clock clock() {
        return Clock.systemUTC();
    }
}

package org.reelmill.cli;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the configuration file, a JSON object with the keys of S2.13 ({@code list_of_servers}, {@code list_of_paths_to_observer})
 * and {@code client_id}, {@code token_file}, {@code database}. All that is wrong is reported together.
 */
final class SettingsReader {

    static final String CONFIG = "REELMILL_CLI_CONFIG";
    static final String TOKEN = "REELMILL_CLI_TOKEN";
    static final String TOKEN_FILE = "REELMILL_CLI_TOKEN_FILE";
    static final String SERVER = "REELMILL_CLI_SERVER";
    static final String CLIENT = "REELMILL_CLI_CLIENT_ID";

    private static final int USUAL_PORT = 8080;
    private static final Set<String> KNOWN =
            Set.of("client_id", "token_file", "database", "list_of_servers", "list_of_paths_to_observer");

    private static final Pattern TOKEN_FORM = Pattern.compile("[!-~]+");

    private final Map<String, String> environment;
    private final Path home;

    /** Of the file. */
    private final List<String> problems = new ArrayList<>();

    /** Of the command line and the environment, each with the name of what is wrong there. */
    private final List<String> otherProblems = new ArrayList<>();

    /** @param home of the user */
    SettingsReader(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /**
     * @param config as named on the command line; empty: by the environment, else where such files usually are
     * @param addresses of servers as named on the command line, instead of those of the file
     * @throws CliException naming everything that is wrong
     */
    Settings read(Optional<Path> config, List<URI> addresses, Optional<String> clientId) {
        Path file = config.or(() -> variable(CONFIG).map(Path::of))
                .orElseGet(() -> folder("XDG_CONFIG_HOME", ".config").resolve("cli.json"));
        boolean named = config.isPresent() || variable(CONFIG).isPresent();
        JsonObject json = readFile(file, named);
        json.keySet().stream()
                .filter(key -> !KNOWN.contains(key))
                .forEach(key -> problems.add("\"" + key + "\" is not known; there are " + KNOWN));
        Optional<String> token = token(JsonText.text(json, "token_file"));
        List<Server> servers = addresses.isEmpty() ? servers(json, token) : servers(addresses, token);
        Settings settings = new Settings(
                clientId.or(() -> variable(CLIENT))
                        .or(() -> JsonText.text(json, "client_id"))
                        .orElseGet(SettingsReader::hostName),
                servers,
                observed(JsonText.inner(json, "list_of_paths_to_observer")),
                JsonText.text(json, "database")
                        .map(this::path)
                        .orElseGet(() -> folder("XDG_DATA_HOME", ".local/share")));
        if (!problems.isEmpty()) {
            otherProblems.add("The configuration " + file + " is wrong:\n  " + String.join("\n  ", problems));
        }
        if (!otherProblems.isEmpty()) {
            throw new CliException(Exit.USAGE, String.join("\n", otherProblems));
        }
        return settings;
    }

    private JsonObject readFile(Path file, boolean named) {
        try {
            if (!named && !Files.exists(file)) {
                return JsonValue.EMPTY_JSON_OBJECT;
            }
            return JsonText.read(Files.readString(file));
        } catch (IOException e) {
            problems.add("it cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (JsonException e) {
            problems.add("it is no JSON object: " + e.getMessage());
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    /** Never an option: other users of the machine see the arguments of commands. */
    private Optional<String> token(Optional<String> fileOfConfig) {
        return variable(TOKEN)
                .flatMap(text -> token(text, TOKEN, otherProblems))
                .or(() -> variable(TOKEN_FILE).flatMap(name -> tokenIn(name, TOKEN_FILE + ": ", otherProblems)))
                .or(() -> fileOfConfig.flatMap(this::tokenIn));
    }

    /** What is one word: it travels in the head of a request. */
    private static Optional<String> token(String text, String where, List<String> problems) {
        String token = text.strip();
        if (!TOKEN_FORM.matcher(token).matches()) {
            problems.add(where + " holds no token");
        }
        return Optional.of(token);
    }

    /** In a file that the configuration names. */
    private Optional<String> tokenIn(String file) {
        return tokenIn(file, "", problems);
    }

    /** @param source who names the file, as it begins a problem */
    private Optional<String> tokenIn(String file, String source, List<String> found) {
        try {
            return token(Files.readString(path(file)), source + "the file " + file, found);
        } catch (IOException e) {
            found.add(source + "the token file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
            return Optional.empty();
        }
    }

    private List<Server> servers(List<URI> addresses, Optional<String> token) {
        return addresses.stream()
                .flatMap(address -> address(address.toString(), "--server: ", otherProblems).stream())
                .map(address -> new Server(withoutSlash(address), Set.of(), token))
                .toList();
    }

    private List<Server> servers(JsonObject json, Optional<String> token) {
        List<Server> servers = new ArrayList<>();
        variable(SERVER).ifPresent(text -> {
            for (String address : text.split(",")) {
                address(address.strip(), SERVER + ": ", otherProblems)
                        .ifPresent(uri -> servers.add(new Server(withoutSlash(uri), Set.of(), token)));
            }
        });
        if (servers.isEmpty()) {
            JsonText.inner(json, "list_of_servers")
                    .forEach((host, value) -> server(host, value, token).ifPresent(servers::add));
        }
        if (servers.isEmpty()) {
            servers.add(new Server(URI.create("http://127.0.0.1:" + USUAL_PORT), Set.of(), token));
        }
        return servers;
    }

    /** A host with its port, or with an object of {@code port}, {@code supported_media_types}, {@code tls}, {@code token_file}. */
    private Optional<Server> server(String host, JsonValue value, Optional<String> token) {
        JsonObject object = value instanceof JsonObject given
                ? given
                : JsonText.object().add("port", value).build();
        boolean tls = object.getBoolean("tls", false);
        long port = JsonText.number(object, "port").orElse(USUAL_PORT);
        String text = host.contains("://") ? host : (tls ? "https://" : "http://") + host + ":" + port;
        JsonValue types = object.getOrDefault("supported_media_types", object.get("supported_types"));
        Optional<String> own = JsonText.text(object, "token_file").flatMap(this::tokenIn);
        return address(text, "", problems)
                .map(uri -> new Server(withoutSlash(uri), types(host, types), own.or(() -> token)));
    }

    /** @param source who names it, as it begins a problem */
    private static Optional<URI> address(String text, String source, List<String> found) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            // reported below
        }
        found.add(source + "\"" + text + "\" is no address of a server, such as http://mill.example:8080");
        return Optional.empty();
    }

    private static URI withoutSlash(URI address) {
        return URI.create(address.toString().replaceAll("/+$", ""));
    }

    /** A folder with its types, or with an object of {@code observed_media_types}, {@code conversion_type}, {@code results}. */
    private List<Settings.Observed> observed(JsonObject json) {
        List<Settings.Observed> observed = new ArrayList<>();
        json.forEach((folder, value) -> {
            JsonObject object = value instanceof JsonObject given
                    ? given
                    : JsonText.object().add("observed_media_types", value).build();
            JsonValue types = object.getOrDefault("observed_media_types", object.get("observed_file_types"));
            Path path = path(folder);
            observed.add(new Settings.Observed(
                    path,
                    types(folder, types),
                    JsonText.text(object, "conversion_type").orElse(""),
                    JsonText.text(object, "results").map(this::path).orElse(path)));
        });
        return observed;
    }

    private Set<MediaType> types(String where, JsonValue value) {
        Set<MediaType> types = EnumSet.noneOf(MediaType.class);
        if (value instanceof JsonArray array) {
            for (JsonValue element : array) {
                Optional<MediaType> type =
                        element instanceof JsonString text ? MediaType.find(text.getString()) : Optional.empty();
                type.ifPresentOrElse(
                        types::add, () -> problems.add(where + ": " + element + " is none of audio, image, video"));
            }
        } else if (value != null) {
            problems.add(where + ": the media types must be a list");
        }
        return types;
    }

    private Path path(String text) {
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    private Path folder(String variable, String usual) {
        return variable(variable)
                .map(Path::of)
                .orElseGet(() -> home.resolve(usual))
                .resolve("reelmill");
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return "client";
        }
    }
}

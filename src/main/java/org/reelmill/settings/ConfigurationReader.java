package org.reelmill.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one {@link Configuration} and collects problems on the way. Used once. */
final class ConfigurationReader {

    private static final String PREFIX = "REELMILL_";
    private static final String DEFAULT_ADDRESS = "127.0.0.1";
    private static final int DEFAULT_HTTP_PORT = 8080;
    private static final int MAX_SLOTS = 1024;
    private static final int MAX_LABELS = 16;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,31}(=[A-Za-z0-9._-]{1,31})?");
    private static final int DEFAULT_LOG_DAYS = 30;
    private static final int MAX_LOG_DAYS = 3650;

    private final Map<String, String> environment;
    private final Properties system;
    private final List<String> problems = new ArrayList<>();

    ConfigurationReader(Map<String, String> environment, Properties system) {
        this.environment = environment;
        this.system = system;
    }

    Configuration read() {
        refuseUnknownNames();
        Folder home = folder(Variable.HOME).orElseGet(() -> new Folder(absolute("reelmill-home"), ""));
        Folder work = folder(Variable.WORK_DIR).orElseGet(() -> home.below("work"));
        VideoRegisterReader register = new VideoRegisterReader(environment, problems);
        Configuration configuration = new Configuration(
                home,
                work,
                folder(Variable.SOURCE_DIR).orElseGet(() -> work.below("source")),
                folder(Variable.DELIVERY_DIR).orElseGet(() -> work.below("delivery")),
                database(register),
                text(Variable.HTTP_ADDRESS).orElse(DEFAULT_ADDRESS),
                number(Variable.HTTP_PORT, DEFAULT_HTTP_PORT, 1, 65_535),
                nginxLocation(),
                roles(),
                number(Variable.NODE_SLOTS, Runtime.getRuntime().availableProcessors(), 1, MAX_SLOTS),
                labels(),
                text(Variable.FFMPEG).flatMap(value -> program(Variable.FFMPEG, value)),
                flag(Variable.SAMPLE, true),
                firstAdministrator(),
                new LogSettings(json(), number(Variable.LOG_DAYS, DEFAULT_LOG_DAYS, 1, MAX_LOG_DAYS)),
                register.isThere() ? register.read() : Optional.empty());
        if (!problems.isEmpty()) {
            // told with the rest, so that nobody mends the values only to learn of a folder next
            problems.addAll(new WorkFolders(configuration).problemsOfNamed());
            throw new ConfigurationException(problems);
        }
        return configuration;
    }

    /** A misspelt variable would otherwise be silently without effect. Those of the command line are its own affair. */
    private void refuseUnknownNames() {
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .filter(name -> !name.startsWith(PREFIX + "TEST_") && !name.startsWith(PREFIX + "CLI_"))
                .filter(name -> Variable.find(name).isEmpty())
                .sorted()
                .forEach(name -> problems.add(name + " is not a known variable"));
        system.stringPropertyNames().stream()
                .filter(name -> name.startsWith("reelmill.") && !name.startsWith("reelmill.test."))
                .filter(name -> Variable.find(variable(name)).isEmpty())
                .sorted()
                .forEach(name -> problems.add(name + " is not a known property"));
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The value as written, perhaps empty; empty Optional if nobody set it. */
    private Optional<String> raw(Variable name) {
        Optional<String> direct = Optional.ofNullable(system.getProperty(name.property()))
                .or(() -> Optional.ofNullable(environment.get(name.variable())));
        Optional<String> file = Optional.ofNullable(system.getProperty(name.fileProperty()))
                .or(() -> Optional.ofNullable(environment.get(name.fileVariable())))
                .filter(value -> !value.isBlank());
        if (direct.isPresent() && file.isPresent()) {
            problems.add(name.variable() + " and " + name.fileVariable() + " are both set; keep one of them");
        }
        return direct.or(() -> file.flatMap(value -> contentOf(name, value)));
    }

    private Optional<String> contentOf(Variable name, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException e) {
            problems.add(name.fileVariable() + " names the file " + file + ", which cannot be read ("
                    + e.getClass().getSimpleName() + ")");
            return Optional.empty();
        }
    }

    private Optional<String> text(Variable name) {
        return raw(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    private Optional<Folder> folder(Variable name) {
        return text(name).flatMap(value -> path(name, value)).map(path -> new Folder(path, name.variable()));
    }

    private Optional<String> nginxLocation() {
        Optional<String> location = text(Variable.NGINX_LOCATION).map(value -> value.replaceFirst("/+$", ""));
        if (location.filter(value -> !value.matches("(/[\\w.-]+)+")).isPresent()) {
            problems.add(Variable.NGINX_LOCATION.variable() + " must be a path such as /reelmill-files");
        }
        return location;
    }

    private Optional<Path> path(Variable name, String value) {
        try {
            return Optional.of(absolute(value));
        } catch (InvalidPathException e) {
            problems.add(name.variable() + " is not a path: " + e.getReason());
            return Optional.empty();
        }
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    private boolean flag(Variable name, boolean byDefault) {
        Optional<String> value = text(name).map(text -> text.toLowerCase(Locale.ROOT));
        if (value.isPresent() && !List.of("true", "false").contains(value.get())) {
            problems.add(name.variable() + " must be true or false");
        }
        return value.map(Boolean::parseBoolean).orElse(byDefault);
    }

    private boolean json() {
        String format = text(Variable.LOG_FORMAT).orElse("text").toLowerCase(Locale.ROOT);
        if (!List.of("text", "json").contains(format)) {
            problems.add(Variable.LOG_FORMAT.variable() + " must be text or json");
        }
        return format.equals("json");
    }

    private Optional<Path> program(Variable name, String value) {
        Optional<Path> program = path(name, value);
        if (program.filter(path -> !Files.isRegularFile(path) || !Files.isExecutable(path))
                .isPresent()) {
            problems.add(name.variable() + " names " + program.get() + ", which is not a program that can be run");
        }
        return program;
    }

    private int number(Variable name, int byDefault, int least, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a number out of range
        }
        problems.add(
                name.variable() + " is " + text.get() + ", but must be a whole number from " + least + " to " + most);
        return byDefault;
    }

    private Set<Stage> roles() {
        Optional<String> words = raw(Variable.NODE_ROLES);
        if (words.isEmpty()) {
            return Set.copyOf(EnumSet.allOf(Stage.class));
        }
        Set<Stage> roles = EnumSet.noneOf(Stage.class);
        for (String word : words.get().split(",")) {
            if (!word.isBlank()) {
                Stage.findByWord(word)
                        .ifPresentOrElse(
                                roles::add,
                                () -> problems.add(Variable.NODE_ROLES.variable() + " holds " + word.strip()
                                        + ", but may hold only ingest, transcode and export"));
            }
        }
        return Set.copyOf(roles);
    }

    private List<String> labels() {
        List<String> labels = Arrays.stream(
                        text(Variable.NODE_LABELS).orElse("").split(","))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
        if (labels.size() > MAX_LABELS) {
            problems.add(Variable.NODE_LABELS.variable() + " holds " + labels.size() + " labels, but may hold "
                    + MAX_LABELS);
        }
        labels.stream()
                .filter(label -> !LABEL.matcher(label).matches())
                .forEach(
                        label -> problems.add(
                                Variable.NODE_LABELS.variable() + " holds " + label
                                        + ", but a label is 1 to 31 letters, digits and . _ - and may have a value of as many behind ="));
        return labels;
    }

    private Optional<DatabaseAccess> database(VideoRegisterReader register) {
        Optional<String> url = text(Variable.DB_URL);
        Optional<String> user = text(Variable.DB_USER);
        Optional<Secret> password = text(Variable.DB_PASSWORD).map(Secret::new);
        if (url.isEmpty()) {
            if (user.isPresent()) {
                problems.add(Variable.DB_USER.variable() + " is set without " + Variable.DB_URL.variable());
            }
            if (password.isPresent()) {
                problems.add(Variable.DB_PASSWORD.variable() + " is set without " + Variable.DB_URL.variable());
            }
            return register.isThere() ? register.database() : Optional.empty();
        }
        if (!url.get().matches("jdbc:(mysql|mariadb|h2):.+")) {
            problems.add(Variable.DB_URL.variable() + " must start with jdbc:mysql:, jdbc:mariadb: or jdbc:h2:");
        }
        return Optional.of(new DatabaseAccess(url.get(), user, password));
    }

    private Optional<FirstAdministrator> firstAdministrator() {
        Optional<String> user = text(Variable.ADMIN_USER);
        Optional<Secret> password = text(Variable.ADMIN_PASSWORD).map(Secret::new);
        if (user.isPresent() != password.isPresent()) {
            problems.add(Variable.ADMIN_USER.variable() + " and " + Variable.ADMIN_PASSWORD.variable()
                    + " must be set together");
        }
        return user.flatMap(name -> password.map(secret -> new FirstAdministrator(name, secret)));
    }
}

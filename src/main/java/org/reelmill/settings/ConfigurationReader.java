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
    private static final String FILE_SUFFIX = "_FILE";
    private static final int DEFAULT_HTTP_PORT = 8080;
    private static final int MAX_SLOTS = 1024;
    private static final int MAX_LABELS = 16;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,31}(=[A-Za-z0-9._-]{1,31})?");
    private static final List<String> NAMES = List.of(
            "HOME",
            "WORK_DIR",
            "SOURCE_DIR",
            "DELIVERY_DIR",
            "DB_URL",
            "DB_USER",
            "DB_PASSWORD",
            "HTTP_PORT",
            "NODE_ROLES",
            "NODE_SLOTS",
            "NODE_LABELS",
            "FFMPEG",
            "SAMPLE",
            "ADMIN_USER",
            "ADMIN_PASSWORD");

    private final Map<String, String> environment;
    private final Properties system;
    private final List<String> problems = new ArrayList<>();

    ConfigurationReader(Map<String, String> environment, Properties system) {
        this.environment = environment;
        this.system = system;
    }

    Configuration read() {
        refuseUnknownNames();
        Folder home = folder("HOME").orElseGet(() -> new Folder(absolute("reelmill-home"), ""));
        Folder work = folder("WORK_DIR").orElseGet(() -> home.below("work"));
        Configuration configuration = new Configuration(
                home,
                work,
                folder("SOURCE_DIR").orElseGet(() -> work.below("source")),
                folder("DELIVERY_DIR").orElseGet(() -> work.below("delivery")),
                database(),
                number("HTTP_PORT", DEFAULT_HTTP_PORT, 1, 65_535),
                roles(),
                number("NODE_SLOTS", Runtime.getRuntime().availableProcessors(), 1, MAX_SLOTS),
                labels(),
                text("FFMPEG").flatMap(value -> program("FFMPEG", value)),
                flag("SAMPLE", true),
                firstAdministrator());
        if (!problems.isEmpty()) {
            // told with the rest, so that nobody mends the values only to learn of a folder next
            problems.addAll(new WorkFolders(configuration).problemsOfConfigured());
            throw new ConfigurationException(problems);
        }
        return configuration;
    }

    /** A misspelt variable would otherwise be silently without effect. */
    private void refuseUnknownNames() {
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !name.startsWith(PREFIX + "TEST_"))
                .filter(name -> !isKnown(name.substring(PREFIX.length())))
                .sorted()
                .forEach(name -> problems.add(name + " is not a known variable"));
        system.stringPropertyNames().stream()
                .filter(name -> name.startsWith("reelmill.") && !name.startsWith("reelmill.test."))
                .filter(name -> !isKnown(variable(name).substring(PREFIX.length())))
                .sorted()
                .forEach(name -> problems.add(name + " is not a known property"));
    }

    private static boolean isKnown(String name) {
        return NAMES.contains(name)
                || name.endsWith(FILE_SUFFIX)
                        && NAMES.contains(name.substring(0, name.length() - FILE_SUFFIX.length()));
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static String property(String name) {
        return (PREFIX + name).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The value as written, perhaps empty; empty Optional if nobody set it. */
    private Optional<String> raw(String name) {
        Optional<String> direct = Optional.ofNullable(system.getProperty(property(name)))
                .or(() -> Optional.ofNullable(environment.get(PREFIX + name)));
        Optional<String> file = Optional.ofNullable(system.getProperty(property(name + FILE_SUFFIX)))
                .or(() -> Optional.ofNullable(environment.get(PREFIX + name + FILE_SUFFIX)))
                .filter(value -> !value.isBlank());
        if (direct.isPresent() && file.isPresent()) {
            problems.add(PREFIX + name + " and " + PREFIX + name + FILE_SUFFIX + " are both set; keep one of them");
        }
        return direct.or(() -> file.flatMap(value -> contentOf(name, value)));
    }

    private Optional<String> contentOf(String name, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException e) {
            problems.add(PREFIX + name + FILE_SUFFIX + " names the file " + file + ", which cannot be read ("
                    + e.getClass().getSimpleName() + ")");
            return Optional.empty();
        }
    }

    private Optional<String> text(String name) {
        return raw(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    private Optional<Folder> folder(String name) {
        return text(name).flatMap(value -> path(name, value)).map(path -> new Folder(path, PREFIX + name));
    }

    private Optional<Path> path(String name, String value) {
        try {
            return Optional.of(absolute(value));
        } catch (InvalidPathException e) {
            problems.add(PREFIX + name + " is not a path: " + e.getReason());
            return Optional.empty();
        }
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    private boolean flag(String name, boolean byDefault) {
        Optional<String> value = text(name).map(text -> text.toLowerCase(Locale.ROOT));
        if (value.isPresent() && !List.of("true", "false").contains(value.get())) {
            problems.add(PREFIX + name + " must be true or false");
        }
        return value.map(Boolean::parseBoolean).orElse(byDefault);
    }

    private Optional<Path> program(String name, String value) {
        Optional<Path> program = path(name, value);
        if (program.filter(path -> !Files.isRegularFile(path) || !Files.isExecutable(path))
                .isPresent()) {
            problems.add(PREFIX + name + " names " + program.get() + ", which is not a program that can be run");
        }
        return program;
    }

    private int number(String name, int byDefault, int least, int most) {
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
                PREFIX + name + " is " + text.get() + ", but must be a whole number from " + least + " to " + most);
        return byDefault;
    }

    private Set<Stage> roles() {
        Optional<String> words = raw("NODE_ROLES");
        if (words.isEmpty()) {
            return Set.copyOf(EnumSet.allOf(Stage.class));
        }
        Set<Stage> roles = EnumSet.noneOf(Stage.class);
        for (String word : words.get().split(",")) {
            if (!word.isBlank()) {
                Stage.findByWord(word)
                        .ifPresentOrElse(
                                roles::add,
                                () -> problems.add(PREFIX + "NODE_ROLES holds " + word.strip()
                                        + ", but may hold only ingest, transcode and export"));
            }
        }
        return Set.copyOf(roles);
    }

    private List<String> labels() {
        List<String> labels = Arrays.stream(text("NODE_LABELS").orElse("").split(","))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
        if (labels.size() > MAX_LABELS) {
            problems.add(PREFIX + "NODE_LABELS holds " + labels.size() + " labels, but may hold " + MAX_LABELS);
        }
        labels.stream()
                .filter(label -> !LABEL.matcher(label).matches())
                .forEach(
                        label -> problems.add(
                                PREFIX + "NODE_LABELS holds " + label
                                        + ", but a label is 1 to 31 letters, digits and . _ - and may have a value of as many behind ="));
        return labels;
    }

    private Optional<DatabaseAccess> database() {
        Optional<String> url = text("DB_URL");
        Optional<String> user = text("DB_USER");
        Optional<Secret> password = text("DB_PASSWORD").map(Secret::new);
        if (url.isEmpty()) {
            if (user.isPresent()) {
                problems.add(PREFIX + "DB_USER is set without " + PREFIX + "DB_URL");
            }
            if (password.isPresent()) {
                problems.add(PREFIX + "DB_PASSWORD is set without " + PREFIX + "DB_URL");
            }
            return Optional.empty();
        }
        if (!url.get().matches("jdbc:(mysql|mariadb|h2):.+")) {
            problems.add(PREFIX + "DB_URL must start with jdbc:mysql:, jdbc:mariadb: or jdbc:h2:");
        }
        return Optional.of(new DatabaseAccess(url.get(), user, password));
    }

    private Optional<FirstAdministrator> firstAdministrator() {
        Optional<String> user = text("ADMIN_USER");
        Optional<Secret> password = text("ADMIN_PASSWORD").map(Secret::new);
        if (user.isPresent() != password.isPresent()) {
            problems.add(PREFIX + "ADMIN_USER and " + PREFIX + "ADMIN_PASSWORD must be set together");
        }
        return user.flatMap(name -> password.map(secret -> new FirstAdministrator(name, secret)));
    }
}

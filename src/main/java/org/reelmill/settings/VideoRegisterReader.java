package org.reelmill.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the environment of S3.9 and S3.10. It counts when {@code CLIENT_VIDEO_DIR} is there; then everything that is missing is a
 * problem, and all are told together. Secrets may stand in a file: {@code MYSQL_PASS_FILE}. Used once.
 */
final class VideoRegisterReader {

    static final String WATCHED = "CLIENT_VIDEO_DIR";

    private static final int USUAL_PORT = 3306;
    private static final int USUAL_POLL = 5;
    private static final int LONGEST_POLL = 86_400;

    private final Map<String, String> environment;
    private final List<String> problems;

    VideoRegisterReader(Map<String, String> environment, List<String> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    boolean isThere() {
        return find(WATCHED).isPresent();
    }

    Optional<VideoRegister> read() {
        Optional<Path> watched = path(WATCHED);
        Optional<Path> target = path("INTERNAL_VIDEO_FOLDER_PATH");
        Optional<Path> logs = path("LOG_BASE_DIRECTORY");
        Optional<Path> base = path("BASE_PATH");
        Optional<String> url = needed("NGINX_BASE_URL");
        checkServed();
        int poll = number("FOLDER_POLL_INTERVAL", USUAL_POLL, LONGEST_POLL);
        Map<Path, String> bases = new LinkedHashMap<>();
        base.ifPresent(folder -> url.ifPresent(address -> bases.put(folder, address)));
        storage(bases);
        if (watched.isEmpty() || target.isEmpty() || logs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new VideoRegister(watched.get(), target.get(), poll, logs.get(), bases));
    }

    /** The database of S3.9, with a password that may hold anything (S3.12). */
    Optional<DatabaseAccess> database() {
        Optional<String> host = needed("MYSQL_HOST");
        Optional<String> name = needed("MYSQL_DB_NAME");
        Optional<String> user = needed("MYSQL_USER");
        Optional<String> password = needed("MYSQL_PASS");
        int port = number("MYSQL_PORT", USUAL_PORT, 65_535);
        if (host.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DatabaseAccess(
                "jdbc:mysql://" + host.get() + ":" + port + "/" + name.get(), user, password.map(Secret::new)));
    }

    /** S3.10: either will do, the first wins. Addresses follow from the base, so only whether it is a path matters. */
    private void checkServed() {
        if (find("NGINX_INTERNAL_PATH").isPresent()) {
            path("NGINX_INTERNAL_PATH");
        } else if (find("NGINX_SERVE_DIRECTORY").isPresent()) {
            path("NGINX_SERVE_DIRECTORY");
        } else {
            problems.add("NGINX_INTERNAL_PATH or NGINX_SERVE_DIRECTORY must be set");
        }
    }

    /** S3.9: a second storage is optional, but is named as a whole. */
    private void storage(Map<Path, String> bases) {
        boolean folder = find("STORAGE_PC_VIDEO_DIR").isPresent();
        boolean url = find("STORAGE_PC_BASE_URL").isPresent();
        if (folder != url) {
            problems.add("STORAGE_PC_VIDEO_DIR and STORAGE_PC_BASE_URL must be set together");
        } else if (folder) {
            path("STORAGE_PC_VIDEO_DIR")
                    .ifPresent(
                            path -> bases.put(path, find("STORAGE_PC_BASE_URL").orElseThrow()));
        }
    }

    private Optional<Path> path(String name) {
        try {
            return needed(name).map(text -> Path.of(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            problems.add(name + " is not a path: " + e.getReason());
            return Optional.empty();
        }
    }

    private Optional<String> needed(String name) {
        Optional<String> value = find(name);
        if (value.isEmpty()) {
            problems.add(name + " must be set, because " + WATCHED + " is");
        }
        return value;
    }

    private int number(String name, int usual, int most) {
        Optional<String> text = find(name);
        try {
            int number = text.map(Integer::parseInt).orElse(usual);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a number out of range
        }
        problems.add(name + " is " + text.orElse("") + ", but must be a whole number from 1 to " + most);
        return usual;
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name + "_FILE")).flatMap(file -> content(name, file)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private Optional<String> content(String name, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            String problem = name + "_FILE names the file " + file + ", which cannot be read ("
                    + e.getClass().getSimpleName() + ")";
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
            return Optional.empty();
        }
    }
}

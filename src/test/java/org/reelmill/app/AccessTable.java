package org.reelmill.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads {@code access.txt}, where it stands who may come where. */
final class AccessTable {

    /** From the least to the greatest; {@code OPEN} is nobody in particular. */
    static final List<String> ROLES = List.of("OPEN", "VIEWER", "USER", "OPERATOR", "ADMIN");

    private AccessTable() {}

    /**
     * A route.
     *
     * @param method of HTTP; {@code PAGE} is a page of the console
     * @param least role that may come there
     */
    record Route(String method, String path, String least) {

        boolean isPage() {
            return method.equals("PAGE");
        }

        boolean allows(String role) {
            return ROLES.indexOf(role) >= ROLES.indexOf(least);
        }

        String name() {
            return method + " " + path;
        }
    }

    static List<Route> routes() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(AccessTable.class.getResourceAsStream("/access.txt"), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .map(columns -> new Route(columns[0], columns[1], columns[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

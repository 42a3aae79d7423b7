package org.reelmill.app;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The databases that the one set of migrations is written for. */
enum DatabaseKind {
    H2("H2", "", "", "", "", '"', List.of("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT")),

    /**
     * MariaDB too: to this driver it is a MySQL. Names compare by code point, as they do in H2 and in file systems;
     * utf8mb4 is the full Unicode.
     */
    MYSQL(
            "MySQL",
            "ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            "STORED",
            "(255)",
            "-- ",
            '`',
            List.of(
                    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                    "START TRANSACTION WITH CONSISTENT SNAPSHOT"));

    private final String product;
    private final String tableOptions;
    private final String stored;
    private final String prefix255;
    private final String onlyH2;
    private final char quote;
    private final List<String> snapshot;

    DatabaseKind(
            String product,
            String tableOptions,
            String stored,
            String prefix255,
            String onlyH2,
            char quote,
            List<String> snapshot) {
        this.product = product;
        this.tableOptions = tableOptions;
        this.stored = stored;
        this.prefix255 = prefix255;
        this.onlyH2 = onlyH2;
        this.quote = quote;
        this.snapshot = snapshot;
    }

    /** What stands after the closing parenthesis of each {@code CREATE TABLE}. */
    String tableOptions() {
        return tableOptions;
    }

    /** What stands after a generated column that is kept in the row, so that an index over it is an ordinary one. */
    String stored() {
        return stored;
    }

    /** What stands behind a column of which an index takes the first 255 characters; H2 takes whole columns only. */
    String prefix255() {
        return prefix255;
    }

    /** What stands before a line that is only for H2: the others take the line for a comment. */
    String onlyH2() {
        return onlyH2;
    }

    /** After these statements a session sees the database as it is at one moment, until its transaction ends. */
    List<String> snapshot() {
        return snapshot;
    }

    /** A name as a statement writes it, whatever it is. */
    String quoted(String name) {
        return quote + name + quote;
    }

    String quoted(Collection<String> names) {
        return names.stream().map(this::quoted).collect(Collectors.joining(", "));
    }

    static DatabaseKind of(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return Arrays.stream(values())
                    .filter(kind -> kind.product.equals(product))
                    .findFirst()
                    .orElseThrow(() -> new SQLException("The database " + product + " is not supported"));
        }
    }
}

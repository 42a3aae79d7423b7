package org.reelmill.app;

import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;

/** The databases that the one set of migrations is written for. */
enum DatabaseKind {
    H2("H2", "", ""),

    /**
     * MariaDB too: to this driver it is a MySQL. Names compare by code point, as they do in H2 and in file systems;
     * utf8mb4 is the full Unicode.
     */
    MYSQL("MySQL", "ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "STORED");

    private final String product;
    private final String tableOptions;
    private final String stored;

    DatabaseKind(String product, String tableOptions, String stored) {
        this.product = product;
        this.tableOptions = tableOptions;
        this.stored = stored;
    }

    /** What stands after the closing parenthesis of each {@code CREATE TABLE}. */
    String tableOptions() {
        return tableOptions;
    }

    /** What stands after a generated column that is kept in the row, so that an index over it is an ordinary one. */
    String stored() {
        return stored;
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

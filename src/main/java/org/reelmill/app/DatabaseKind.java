package org.reelmill.app;

import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;

/** The databases that the one set of migrations is written for. */
enum DatabaseKind {
    H2("H2", ""),

    /**
     * MariaDB too: to this driver it is a MySQL. Names compare by code point, as they do in H2 and in file systems;
     * utf8mb4 is the full Unicode.
     */
    MYSQL("MySQL", "ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");

    private final String product;
    private final String tableOptions;

    DatabaseKind(String product, String tableOptions) {
        this.product = product;
        this.tableOptions = tableOptions;
    }

    /** What stands after the closing parenthesis of each {@code CREATE TABLE}. */
    String tableOptions() {
        return tableOptions;
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

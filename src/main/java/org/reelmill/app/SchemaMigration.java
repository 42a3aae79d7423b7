package org.reelmill.app;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.tinylog.Logger;

/**
 * Brings the schema to the version of this program, by the numbered files in {@code META-INF/sql}. Nodes that start at
 * the same time wait for each other. One set of files serves all databases; the only differences between them are the
 * placeholders <code>${tableOptions}</code> at the end of each {@code CREATE TABLE} and <code>${stored}</code> behind a
 * generated column.
 */
final class SchemaMigration {

    /** Seconds to wait for another node that migrates. */
    private static final int LOCK_RETRIES = 600;

    private final DataSource dataSource;

    SchemaMigration(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @return number of files that were applied
     * @throws SQLException if the database cannot be reached or is of an unknown kind
     */
    int run() throws SQLException {
        DatabaseKind kind = DatabaseKind.of(dataSource);
        int applied = Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:META-INF/sql")
                .failOnMissingLocations(true)
                .placeholders(Map.of("tableOptions", kind.tableOptions(), "stored", kind.stored()))
                .lockRetryCount(LOCK_RETRIES)
                .load()
                .migrate()
                .migrationsExecuted;
        Logger.info("The schema is up to date on {} ({} steps applied)", kind, applied);
        return applied;
    }
}

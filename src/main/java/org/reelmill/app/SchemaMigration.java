package org.reelmill.app;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.tinylog.Logger;

/**
 * Brings the schema to the version of this program, by the numbered files in {@code META-INF/sql}. Nodes that start at
 * the same time wait for each other. One set of files serves all databases; the only differences between them are the
 * placeholders <code>${tableOptions}</code> at the end of each {@code CREATE TABLE}, <code>${stored}</code> behind a
 * generated column, <code>${prefix255}</code> behind a column of which an index takes only the beginning, and
 * <code>${onlyH2}</code> before a line that only H2 has to obey.
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
        return run(MigrationVersion.LATEST);
    }

    /** As {@link #run()}, no further than a version, which must be one that this program has. */
    int run(MigrationVersion target) throws SQLException {
        DatabaseKind kind = DatabaseKind.of(dataSource);
        int applied = flyway(kind, target).migrate().migrationsExecuted;
        Logger.info("The schema is up to date on {} ({} steps applied)", kind, applied);
        return applied;
    }

    /** The steps that the schema that is there has, in order, with those that a newer program has taken. */
    List<MigrationInfo> applied() throws SQLException {
        return List.of(flyway(DatabaseKind.of(dataSource), MigrationVersion.LATEST)
                .info()
                .applied());
    }

    /** Of the schema that is there. */
    String version() throws SQLException {
        return Optional.ofNullable(flyway(DatabaseKind.of(dataSource), MigrationVersion.LATEST)
                        .info()
                        .current())
                .map(step -> step.getVersion().toString())
                .orElseThrow(() -> new SQLException("The database has no schema"));
    }

    private Flyway flyway(DatabaseKind kind, MigrationVersion target) {
        return Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:META-INF/sql")
                .failOnMissingLocations(true)
                .placeholders(Map.of(
                        "tableOptions", kind.tableOptions(),
                        "stored", kind.stored(),
                        "prefix255", kind.prefix255(),
                        "onlyH2", kind.onlyH2()))
                .lockRetryCount(LOCK_RETRIES)
                .target(target)
                .load();
    }
}

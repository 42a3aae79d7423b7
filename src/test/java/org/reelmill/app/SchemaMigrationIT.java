package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.settings.WorkFolders;
import org.reelmill.testing.MariaDbServer;
import org.reelmill.testing.Sql;

/** All migrations on the real databases. */
@Tag("serverless")
class SchemaMigrationIT {

    /** Where an empty database comes from. */
    enum Database {
        H2(SchemaMigrationIT::embedded),
        MARIADB(home -> MariaDbServer.get().createDatabase());

        private final Function<Path, Configuration> source;

        Database(Function<Path, Configuration> source) {
            this.source = source;
        }
    }

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource
    void runsEveryMigrationOnceAndNoneTheSecondTime(Database database) throws SQLException {
        DataSource dataSource = new ReelmillDataSource(database.source.apply(home));

        assertThat(new SchemaMigration(dataSource).run()).isPositive();
        assertThat(new SchemaMigration(dataSource).run()).isZero();
        assertThat(tables(dataSource))
                .contains("job_instance", "job_execution", "step_execution", "partition_execution");
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaOfANewerProgramIsRefused(Database database) throws SQLException {
        DataSource dataSource = new ReelmillDataSource(database.source.apply(home));
        VersionCheck check = new VersionCheck(dataSource, SoftwareVersion.current());
        new SchemaMigration(dataSource).run(MigrationVersion.fromVersion("001"));
        check.run(Optional.empty());
        DatabaseKind kind = DatabaseKind.of(dataSource);
        new Sql(dataSource)
                .update("UPDATE " + kind.quoted("flyway_schema_history") + " SET " + kind.quoted("version")
                        + " = '9001' WHERE " + kind.quoted("version") + " = '001'");

        assertThatThrownBy(() -> check.run(Optional.empty()))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("schema 9001 by a newer Reelmill than this one, " + SoftwareVersion.current())
                .hasMessageContaining("Start the version that was here last");
    }

    @Test
    void letsNodesStartAtTheSameTime() throws Exception {
        Configuration configuration = MariaDbServer.get().createDatabase();
        int nodes = 4;
        ExecutorService starters = Executors.newFixedThreadPool(nodes);
        try {
            Callable<Integer> start = () -> new SchemaMigration(new ReelmillDataSource(configuration)).run();
            List<Integer> applied = new ArrayList<>();
            for (Future<Integer> node : starters.invokeAll(Collections.nCopies(nodes, start))) {
                applied.add(node.get());
            }

            // they may share the steps among them, but each step is taken once
            int steps = new SchemaMigration(
                            new ReelmillDataSource(MariaDbServer.get().createDatabase()))
                    .run();
            assertThat(applied.stream().mapToInt(Integer::intValue).sum()).isEqualTo(steps);
        } finally {
            starters.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void storesTimesInUtcToTheMillisecond(Database database) throws SQLException {
        DataSource dataSource = new ReelmillDataSource(database.source.apply(home));
        new SchemaMigration(dataSource).run();
        Instant time = Instant.parse("2026-03-29T01:30:00.999Z");

        try (var connection = dataSource.getConnection()) {
            try (var insert = connection.prepareStatement("INSERT INTO JOB_INSTANCE (JOBNAME) VALUES ('time')")) {
                insert.executeUpdate();
            }
            try (var insert = connection.prepareStatement("INSERT INTO JOB_EXECUTION (JOBINSTANCEID, CREATETIME)"
                    + " SELECT MAX(JOBINSTANCEID), ? FROM JOB_INSTANCE")) {
                insert.setTimestamp(1, Timestamp.from(time));
                insert.executeUpdate();
            }
            try (var query = connection.prepareStatement(
                            "SELECT CREATETIME, CAST(CREATETIME AS CHAR(23)) FROM JOB_EXECUTION");
                    var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getTimestamp(1).toInstant()).isEqualTo(time);
                assertThat(rows.getString(2)).isEqualTo("2026-03-29 01:30:00.999");
            }
        }
    }

    private static Configuration embedded(Path home) {
        try {
            Files.createFile(home.resolve(WorkFolders.MARKER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        return Configuration.from(Map.of(), properties);
    }

    private static List<String> tables(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var rows = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
            return names;
        }
    }
}

package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.Sql;

/** Which nodes a program starts beside; {@link SchemaMigrationIT} has the schema of a newer one. */
class VersionCheckTest {

    private static final SoftwareVersion MINE = SoftwareVersion.find("1.4.2").orElseThrow();

    @TempDir
    static Path home;

    private DataSource dataSource;

    @BeforeEach
    void openEmptyDatabase() {
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        properties.setProperty(
                "reelmill.db.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=LEGACY;DB_CLOSE_DELAY=-1");
        dataSource = new ReelmillDataSource(Configuration.from(Map.of(), properties));
    }

    @Test
    void anEmptyDatabaseTakesAnyVersion() {
        assertThatCode(() -> check(Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void aNeighbourAndAnEqualAreNoObstacles() throws SQLException {
        new SchemaMigration(dataSource).run();
        node("equal:8080", "1.4.2", 0);
        node("older:8080", "1.3.9", 0);
        node("newer:8080", "1.5.0-SNAPSHOT", 0);

        assertThatCode(() -> check(Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void whoeverIsNoNeighbourIsNamedWithWhatToDo() throws SQLException {
        new SchemaMigration(dataSource).run();
        node("near:8080", "1.3.0", 0);
        node("far:8080", "1.2.9", 14);
        node("farther:8080", "2.4.2", 0);

        assertThatThrownBy(() -> check(Optional.empty()))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("this one, 1.4.2: far:8080 runs 1.2.9, farther:8080 runs 2.4.2. ")
                .hasMessageContaining("stop those nodes")
                .hasMessageContaining("gone after 15 s")
                .hasMessageNotContaining("near");
    }

    @Test
    void whoeverIsSilentForLongerThanALeaseIsGone() throws SQLException {
        new SchemaMigration(dataSource).run();
        node("far:8080", "1.2.9", 20);
        assertThatCode(() -> check(Optional.empty())).doesNotThrowAnyException();

        sql().update("INSERT INTO policy (policy, value, value_type) VALUES ('leaseSeconds', '60', 'INTEGER')");
        assertThatThrownBy(() -> check(Optional.empty())).hasMessageContaining("gone after 60 s");
    }

    @Test
    void whatThisServerWasBeforeItWasKilledIsNoOther() throws SQLException {
        new SchemaMigration(dataSource).run();
        UUID me = node("me:8080", "1.2.9", 0);

        assertThatCode(() -> check(Optional.of(me))).doesNotThrowAnyException();
    }

    @Test
    void aNodeThatDoesNotTellIsOlderThanAnyVersion() throws SQLException {
        new SchemaMigration(dataSource).run(MigrationVersion.fromVersion("140"));
        node("old:8080", null, 0);

        assertThatThrownBy(() -> check(Optional.empty())).hasMessageContaining("old:8080 runs an older version");
        assertThatCode(() -> check(Optional.empty(), SoftwareVersion.current()))
                .as("the first version that tells follows it")
                .doesNotThrowAnyException();
    }

    private void check(Optional<UUID> dead) throws SQLException {
        check(dead, MINE);
    }

    private void check(Optional<UUID> dead, SoftwareVersion mine) throws SQLException {
        new VersionCheck(dataSource, mine).run(dead);
    }

    /** @param version null: the row has no such column */
    private UUID node(String name, String version, int silentSeconds) {
        UUID uuid = Uuids.random();
        sql().update(
                        "INSERT INTO node (nodeUUID, name, lastAccess, joined, roles, slots, encoder) VALUES"
                                + " (?, ?, TIMESTAMPADD(SECOND, ?, CURRENT_TIMESTAMP(3)), CURRENT_TIMESTAMP(3), '', 1, '')",
                        Uuids.toBytes(uuid),
                        name,
                        -silentSeconds);
        if (version != null) {
            sql().update("UPDATE node SET version = ? WHERE name = ?", version, name);
        }
        return uuid;
    }

    private Sql sql() {
        return new Sql(dataSource);
    }
}

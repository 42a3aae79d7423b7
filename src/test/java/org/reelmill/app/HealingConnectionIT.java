package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.Outage;
import org.reelmill.testing.MariaDbServer;

/** A pooled connection that the database server cuts off. */
@Tag("serverless")
class HealingConnectionIT {

    private Configuration database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = MariaDbServer.get().createDatabase();
        connection = new ReelmillDataSource(database).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void worksAgainAfterOneFailureAtMost() throws SQLException {
        kill(id());

        assertThatThrownBy(this::id).isInstanceOf(SQLException.class);
        assertThat(id()).isPositive();
    }

    @Test
    void keepsItsModeWhenItHeals() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setAutoCommit(false);
        long before = id();
        connection.commit();
        kill(before);
        assertThatThrownBy(this::id).isInstanceOf(SQLException.class);
        assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);

        assertThat(id()).isNotEqualTo(before);
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
    }

    @Test
    void neverHealsInsideATransaction() throws SQLException {
        connection.setAutoCommit(false);
        kill(id());

        assertThatThrownBy(this::id).isInstanceOf(SQLException.class);
        assertThatThrownBy(this::id).isInstanceOf(SQLException.class);
        assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);

        assertThat(id()).isPositive();
    }

    /** The database is told late that a transaction has ended for good; whoever writes without one must not notice. */
    @Test
    void writesAtOnceWhatIsWrittenAfterATransaction() throws SQLException {
        execute("CREATE TABLE written (id INT)");
        connection.setAutoCommit(false);
        execute("INSERT INTO written VALUES (1)");
        connection.commit();
        connection.setAutoCommit(true);
        execute("INSERT INTO written VALUES (2)");
        connection.setAutoCommit(false);
        execute("INSERT INTO written VALUES (3)");
        connection.rollback();
        connection.setAutoCommit(true);
        execute("INSERT INTO written VALUES (4)");
        connection.setAutoCommit(false);
        kill(id());
        assertThatThrownBy(this::id).isInstanceOf(SQLException.class);
        assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);

        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT GROUP_CONCAT(id ORDER BY id) FROM written")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("1,2,4");
        }
    }

    /** A server that stands still in the middle of a transaction keeps its locks; the database must not keep them for ever. */
    @Test
    void losesItsLocksWhenItStandsStill() throws SQLException {
        assumeThat(connection.getMetaData().getDatabaseProductVersion())
                .as("only MariaDB ends such a session")
                .contains("MariaDB");
        execute("CREATE TABLE locked (id INT)");
        execute("INSERT INTO locked VALUES (1)");
        connection.setAutoCommit(false);
        execute("UPDATE locked SET id = 2");

        try (Connection other = new ReelmillDataSource(database).getConnection()) {
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                try {
                    execute(other, "UPDATE locked SET id = id + 10");
                    return true;
                } catch (SQLException e) {
                    assertThat(Outage.isOne(e)).as("%s", e).isTrue();
                    return false;
                }
            });
            assertThatThrownBy(connection::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(Outage.isOne(e)).isTrue());
            try (var rows = other.createStatement().executeQuery("SELECT id FROM locked")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(11);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void readsWhatOthersCommitted() throws SQLException {
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    }

    private long id() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT CONNECTION_ID()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void kill(long id) throws SQLException {
        try (var administrator = MariaDbServer.get().connect();
                var statement = administrator.createStatement()) {
            statement.execute("KILL " + id);
        }
    }
}

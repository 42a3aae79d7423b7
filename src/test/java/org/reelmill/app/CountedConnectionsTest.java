package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;

/** The counts are of the whole virtual machine, so they are compared with what they were. */
class CountedConnectionsTest {

    private final CountedConnections counted = new CountedConnections();
    private final int openBefore = counted.open();
    private final int busyBefore = counted.busy();

    @Test
    void countsWhatIsOpenAndWhatIsInATransaction(@TempDir Path home) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        properties.setProperty("reelmill.db.url", "jdbc:h2:mem:counted");
        DataSource dataSource = new ReelmillDataSource(Configuration.from(Map.of(), properties));
        try (Connection one = dataSource.getConnection();
                Connection other = dataSource.getConnection()) {
            expect(2, 0);
            ask(one);
            expect(2, 0);

            one.setAutoCommit(false);
            ask(one);
            ask(one);
            other.setAutoCommit(false);
            ask(other);
            expect(2, 2);

            one.commit();
            one.setAutoCommit(true);
            expect(2, 1);
            one.close();
            one.close();
            expect(1, 1);
        }
        expect(0, 0);
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private void expect(int open, int busy) {
        assertThat(counted.open() - openBefore).as("open").isEqualTo(open);
        assertThat(counted.busy() - busyBefore).as("busy").isEqualTo(busy);
    }
}

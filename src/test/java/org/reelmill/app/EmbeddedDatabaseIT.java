package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.ConfigurationException;
import org.reelmill.settings.WorkFolders;

/** The embedded database loses nothing that was committed when its process is killed. */
@Tag("serverless")
class EmbeddedDatabaseIT {

    private static final int KILLED = 9;

    @TempDir
    Path home;

    @Test
    void createsNoFolderThatWasNamed() {
        Path named = home.resolve("unmounted");

        assertThatThrownBy(() -> open(named.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("which does not exist");
        assertThat(named).doesNotExist();
    }

    /** The server asks for a connection before anything else, and shows only what it was answered. */
    @Test
    void saysToTheServerWhatIsWrongWithTheConfiguration() {
        String before = System.getProperty("reelmill.home");
        System.setProperty("reelmill.home", home.resolve("unmounted").toString());
        try {
            assertThatThrownBy(() -> new ReelmillDataSource().getConnection())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("REELMILL_HOME")
                    .hasMessageContaining("which does not exist");
        } finally {
            restore("reelmill.home", before);
        }
    }

    private static void restore(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    @Test
    void tellsASecondServerThatTheFirstHasIt() throws Exception {
        Files.createFile(home.resolve(WorkFolders.MARKER));
        Process first = start(Owner.class, ProcessBuilder.Redirect.PIPE);
        try (var said = first.inputReader()) {
            assertThat(said.readLine()).isEqualTo("open");

            assertThatThrownBy(() -> open(home.toString()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Another server works with the embedded database of this home");
        } finally {
            first.destroyForcibly();
        }
    }

    private Process start(Class<?> program, ProcessBuilder.Redirect output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        program.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output)
                .start();
    }

    @Test
    void keepsTheLastCommitOfAKilledProcess() throws Exception {
        Files.createFile(home.resolve(WorkFolders.MARKER));
        Process writer = start(Writer.class, ProcessBuilder.Redirect.INHERIT);
        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).isEqualTo(KILLED);

        try (Connection connection = open(home.toString());
                var query = connection.prepareStatement("SELECT COUNT(*) FROM commits");
                var rows = query.executeQuery()) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    private static Connection open(String home) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home);
        return new ReelmillDataSource(Configuration.from(Map.of(), properties)).getConnection();
    }

    /** Opens the database and keeps it until it is killed. */
    static final class Owner {

        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            Connection connection = open(arguments[0]);
            System.out.println("open");
            Thread.currentThread().join();
            connection.close();
        }
    }

    /** Commits one row and is gone at once. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws SQLException {
            Connection connection = open(arguments[0]);
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE commits (id BIGINT AUTO_INCREMENT PRIMARY KEY)");
                connection.setAutoCommit(false);
                statement.executeUpdate("INSERT INTO commits VALUES (DEFAULT)");
                connection.commit();
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }
}

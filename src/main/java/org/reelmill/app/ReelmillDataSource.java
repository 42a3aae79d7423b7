package org.reelmill.app;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.ConfigurationException;
import org.reelmill.settings.DatabaseAccess;
import org.reelmill.settings.WorkFolders;

/**
 * The one database of the application, as the configuration says: an embedded H2 file below home, or a MySQL or MariaDB
 * server. The server pools it (see {@code web.xml}) and calls it from any thread. Sessions run in UTC and with READ
 * COMMITTED, and heal themselves when the database was away ({@link HealingConnection}).
 */
public final class ReelmillDataSource implements DataSource {

    /**
     * Without LEGACY EclipseLink cannot read generated keys; VALUE is a column of ours; without a write delay of 0 a
     * kill of the process would lose half a second of commits; the server closes the database with its pool.
     */
    private static final String H2_SETTINGS = ";MODE=LEGACY;NON_KEYWORDS=VALUE;TIME ZONE=UTC;WRITE_DELAY=0"
            + ";LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE";

    private volatile DataSource delegate;

    /** For the server, which knows only the name of this class. Reads the configuration at the first connection. */
    public ReelmillDataSource() {}

    public ReelmillDataSource(Configuration configuration) {
        this.delegate = driverFor(configuration);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return HealingConnection.over(this::open);
    }

    /** WildFly calls this one; the account is ours all the same. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private Connection open() throws SQLException {
        Connection connection = delegate().getConnection();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    private DataSource delegate() throws SQLException {
        if (delegate == null) {
            try {
                delegate = driverFor(ConfigurationProducer.read());
            } catch (ConfigurationException e) {
                throw new SQLException("No database: the configuration cannot be used", e);
            }
        }
        return delegate;
    }

    private static DataSource driverFor(Configuration configuration) {
        return configuration
                .database()
                .map(ReelmillDataSource::driverFor)
                .orElseGet(() -> embedded(new WorkFolders(configuration)));
    }

    /** H2 would create whatever folder is named, also one that an operator named and that is not mounted. */
    private static DataSource embedded(WorkFolders folders) {
        folders.prepare();
        return h2("jdbc:h2:file:" + folders.database().resolve("reelmill"));
    }

    private static DataSource driverFor(DatabaseAccess access) {
        if (access.url().startsWith("jdbc:h2:")) {
            return h2(access.url());
        }
        try {
            MysqlDataSource driver = new MysqlDataSource();
            driver.setUrl(access.url().replaceFirst("^jdbc:mariadb:", "jdbc:mysql:"));
            access.user().ifPresent(driver::setUser);
            access.password().ifPresent(password -> driver.setPassword(password.value()));
            // the older name of connectionTimeZone, the only one that the class offers
            driver.setServerTimezone("UTC");
            driver.setForceConnectionTimeZoneToSession(true);
            driver.setRewriteBatchedStatements(true);
            driver.setCachePrepStmts(true);
            // Payara's own certificate is no account of the database: with TLS, MariaDB hangs up when it is shown it
            driver.setFallbackToSystemKeyStore(false);
            return driver;
        } catch (SQLException e) {
            throw new IllegalStateException("The MySQL driver refuses a setting", e);
        }
    }

    private static DataSource h2(String url) {
        JdbcDataSource driver = new JdbcDataSource();
        driver.setURL(url + H2_SETTINGS);
        driver.setUser("sa");
        driver.setPassword("");
        return driver;
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // the drivers log through the server
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        delegate().setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return delegate().getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return delegate().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate().isWrapperFor(type);
    }
}

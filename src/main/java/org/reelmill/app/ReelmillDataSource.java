package org.reelmill.app;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.engine.Mode;
import org.h2.jdbcx.JdbcDataSource;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.ConfigurationException;
import org.reelmill.settings.DatabaseAccess;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.Jdbc;
import org.reelmill.shared.Outage;
import org.reelmill.shared.SystemTicker;
import org.tinylog.Logger;

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

    /** A connection that cannot be made by then is not made. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /**
     * A statement without an answer by then has failed, with its connection: the server hangs or has vanished without a
     * word. No statement takes so long, but for those that change the schema.
     */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    /** Whoever waits so long for somebody else's lock has lost; less than {@link #ANSWER}, so that he is told. As in H2. */
    private static final String LOCK_WAIT = "SET SESSION innodb_lock_wait_timeout = 10";

    /** MariaDB ends the session of a server that stands still in the middle of a change, whose locks others wait for. */
    private static final String STAND_STILL = ", idle_write_transaction_timeout = 15";

    private static final int CHECK_SECONDS = 2;

    private static final int H2_IN_USE = ErrorCode.DATABASE_ALREADY_OPEN_1;

    private static final String IN_USE = "Another server works with the embedded database of this home. Give each a"
            + " REELMILL_HOME of its own, or all of them one database by REELMILL_DB_URL";

    /** More than we have, and longer than any of them. */
    private static final int STATEMENTS = 500;

    /** S4.12 */
    private static final int FIRST_TRIES = 12;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    /** Whether the application has started. */
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    /** Whether it was said that the configuration cannot be used. */
    private static final AtomicBoolean MISCONFIGURED = new AtomicBoolean();

    private final Duration answer;
    private final boolean waits;
    private final Reachability reachability = new Reachability(new SystemTicker());
    private volatile DataSource delegate;

    /** For the server, which knows only the name of this class. Reads the configuration at the first connection. */
    public ReelmillDataSource() {
        this.answer = ANSWER;
        this.waits = true;
    }

    public ReelmillDataSource(Configuration configuration) {
        this(configuration, ANSWER, false);
    }

    private ReelmillDataSource(Configuration configuration, Duration answer, boolean waits) {
        this.answer = answer;
        this.waits = waits;
        this.delegate = driverFor(configuration);
    }

    /** Waits for every answer as long as it takes: changes of the schema. On WildFly it is the first one that connects. */
    static ReelmillDataSource withoutLimit(Configuration configuration) {
        return new ReelmillDataSource(configuration, Duration.ZERO, true);
    }

    /** From now on nobody waits for a database that is away, but is told. */
    static void started() {
        STARTED.set(true);
    }

    static boolean hasStarted() {
        return STARTED.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return HealingConnection.over(new HealingConnection.Source() {
            @Override
            public Connection open() throws SQLException {
                return ReelmillDataSource.this.open();
            }

            @Override
            public boolean isUsable(Connection physical) throws SQLException {
                return physical.isValid(CHECK_SECONDS) && takesChanges(physical);
            }
        });
    }

    /** A former primary, and a part of a Galera cluster without the majority, answer a ping as before. */
    private boolean takesChanges(Connection physical) throws SQLException {
        if (!(delegate instanceof MysqlDataSource)) {
            return true;
        }
        try (Statement statement = physical.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@global.read_only")) {
            return row.next() && row.getInt(1) == 0;
        }
    }

    /** WildFly calls this one; the account is ours all the same. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private Connection open() throws SQLException {
        Connection connection = reachability.open(this::connect);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        if (delegate instanceof MysqlDataSource) {
            limitLocks(connection);
        }
        return connection;
    }

    private static void limitLocks(Connection connection) throws SQLException {
        boolean mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        try (Statement statement = connection.createStatement()) {
            statement.execute(mariaDb ? LOCK_WAIT + STAND_STILL : LOCK_WAIT);
        }
    }

    /**
     * While the application starts it waits a minute, for the database may be starting as well (S4.27). Here, because Payara
     * itself connects before any code of ours runs; and as long, because both servers give an application up that does not start.
     */
    private Connection connect() throws SQLException {
        for (int left = waits && !STARTED.get() ? FIRST_TRIES - 1 : 0; ; left--) {
            try {
                return delegate().getConnection();
            } catch (SQLException e) {
                if (e.getErrorCode() == H2_IN_USE) {
                    throw new SQLException(IN_USE, e.getSQLState(), e.getErrorCode(), e);
                }
                if (left == 0 || !Outage.isOne(e)) {
                    throw e;
                }
                Logger.warn("The database cannot be reached yet; {} more tries", left);
                pause(e);
            }
        }
    }

    private static void pause(SQLException cause) throws SQLException {
        try {
            new SystemTicker().pause(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    private DataSource delegate() throws SQLException {
        if (delegate == null) {
            try {
                delegate = driverFor(ConfigurationProducer.read());
            } catch (ConfigurationException e) {
                // the server connects before the start-up says it, and prints hundreds of lines about it
                if (MISCONFIGURED.compareAndSet(false, true)) {
                    Logger.error("Reelmill cannot start. {}", e.getMessage());
                }
                throw new SQLException("No database. " + e.getMessage(), e);
            }
        }
        return delegate;
    }

    private DataSource driverFor(Configuration configuration) {
        return configuration.database().map(this::driverFor).orElseGet(() -> embedded(new WorkFolders(configuration)));
    }

    /** H2 would create whatever folder is named, also one that an operator named and that is not mounted. */
    private static DataSource embedded(WorkFolders folders) {
        folders.prepare();
        return h2("jdbc:h2:file:" + folders.database().resolve("reelmill"));
    }

    private DataSource driverFor(DatabaseAccess access) {
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
            // the driver keeps no statement of more than 256 characters by itself, and reads it through at each call
            driver.setCachePrepStmts(true);
            driver.setPrepStmtCacheSqlLimit(Jdbc.REMEMBERED);
            driver.setPrepStmtCacheSize(STATEMENTS);
            // what the address itself says would not be heard
            if (!access.url().contains("connectTimeout=")) {
                driver.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
            }
            if (!access.url().contains("socketTimeout=")) {
                driver.setSocketTimeout(Math.toIntExact(answer.toMillis()));
            }
            if (!access.url().contains("socketFactory=")) {
                driver.setSocketFactory(TimedSocketFactory.class.getName());
            }
            // Payara's own certificate is no account of the database: with TLS, MariaDB hangs up when it is shown it
            driver.setFallbackToSystemKeyStore(false);
            return driver;
        } catch (SQLException e) {
            throw new IllegalStateException("The MySQL driver refuses a setting", e);
        }
    }

    private static DataSource h2(String url) {
        // H2 2.2 takes each id that it has made itself for one that was given, and writes to the disk twice for it
        // (ADR 62)
        Mode.getInstance("LEGACY").updateSequenceOnManualIdentityInsertion = false;
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
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
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

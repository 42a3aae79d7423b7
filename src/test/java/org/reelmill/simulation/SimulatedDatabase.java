package org.reelmill.simulation;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.h2.api.Trigger;
import org.reelmill.app.ReelmillDataSource;
import org.reelmill.settings.Configuration;
import org.reelmill.testing.Sql;

/**
 * The product's schema in an H2 in memory, whose clock is that of the simulation. The one place where that is so: every
 * statement passes through here, and {@code CURRENT_TIMESTAMP(3)}, the product's only word for the time, becomes a function
 * that gives virtual time. Between statements that hold no lock other actors may go on.
 */
final class SimulatedDatabase {

    private static final String TIME = "CURRENT_TIMESTAMP(3)";

    /** What changes a task, before and after; an absent row is empty. */
    record Change(String table, Map<String, Object> before, Map<String, Object> after) {}

    private static SimulatedDatabase instance;

    private final Deque<Connection> idle = new ArrayDeque<>();
    private final DataSource real;
    private final EntityManagerFactory factory;
    private final List<String> tables = new ArrayList<>();
    private final List<List<Object>> outputs;
    private volatile Run run;

    /** What one simulation does with the database. */
    interface Run {
        World world();

        Transactions transactions();

        /** What the database gets in the place of a statement. */
        String statement(String written);

        /** Whether the database is away now. */
        boolean isAway();

        void changed(Change change);
    }

    private SimulatedDatabase() {
        Properties properties = new Properties();
        properties.setProperty("reelmill.db.url", "jdbc:h2:mem:simulation;DB_CLOSE_DELAY=-1");
        real = new ReelmillDataSource(Configuration.from(Map.of(), properties));
        migrate(real);
        Sql sql = new Sql(real);
        sql.update("CREATE ALIAS VIRTUAL_TIME FOR '" + VirtualClock.class.getName() + ".time'");
        for (String task : List.of("ingestJob", "transcodeJob", "exportJob", "verifyJob")) {
            sql.update("CREATE TRIGGER watch_" + task + " AFTER INSERT, UPDATE, DELETE ON " + task
                    + " FOR EACH ROW CALL '" + Watch.class.getName() + "'");
        }
        sql
                .texts(
                        "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_TYPE = 'BASE TABLE'")
                .stream()
                .filter(table -> !table.toLowerCase(Locale.ROOT).startsWith("flyway"))
                .forEach(tables::add);
        outputs = sql.rows("SELECT maxX, maxY, preset FROM output ORDER BY outputID");
        factory = Persistence.createEntityManagerFactory(
                "reelmill",
                Map.of(
                        PersistenceUnitProperties.TRANSACTION_TYPE, "RESOURCE_LOCAL",
                        PersistenceUnitProperties.JTA_DATASOURCE, "",
                        PersistenceUnitProperties.NON_JTA_DATASOURCE, dataSource(),
                        PersistenceUnitProperties.TARGET_SERVER, "None",
                        PersistenceUnitProperties.LOGGING_LEVEL, "OFF"));
    }

    static synchronized SimulatedDatabase get() {
        if (instance == null) {
            instance = new SimulatedDatabase();
        }
        return instance;
    }

    EntityManagerFactory factory() {
        return factory;
    }

    /** For those who look on from outside of time. */
    Sql sql() {
        return new Sql(real);
    }

    /** Empties all tables for another simulation. */
    void begin(Run next) {
        run = next;
        Sql sql = sql();
        sql.update("SET REFERENTIAL_INTEGRITY FALSE");
        tables.forEach(table -> sql.update("TRUNCATE TABLE \"" + table + "\" RESTART IDENTITY"));
        sql.update("SET REFERENTIAL_INTEGRITY TRUE");
        outputs.forEach(
                output -> sql.update("INSERT INTO output (maxX, maxY, preset) VALUES (?, ?, ?)", output.toArray()));
    }

    private static void migrate(DataSource dataSource) {
        try {
            Class<?> type = Class.forName("org.reelmill.app.SchemaMigration");
            var constructor = type.getDeclaredConstructor(DataSource.class);
            constructor.setAccessible(true);
            var run = type.getDeclaredMethod("run");
            run.setAccessible(true);
            run.invoke(constructor.newInstance(dataSource));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                SimulatedDatabase.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getConnection":
                            return over(take());
                        case "hashCode":
                            return System.identityHashCode(proxy);
                        case "equals":
                            return proxy == arguments[0];
                        case "toString":
                            return "simulated";
                        default:
                            return method.invoke(real, arguments);
                    }
                });
    }

    private synchronized Connection take() throws SQLException {
        Connection connection = idle.poll();
        return connection == null ? real.getConnection() : connection;
    }

    private synchronized void giveBack(Connection connection) {
        idle.push(connection);
    }

    private Connection over(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                SimulatedDatabase.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "close":
                            giveBack(connection);
                            return null;
                        case "prepareStatement":
                            arguments[0] = virtual((String) arguments[0]);
                            return over(PreparedStatement.class, invoke(connection, method, arguments), (String)
                                    arguments[0]);
                        case "createStatement":
                            return over(Statement.class, invoke(connection, method, arguments), "");
                        default:
                            return invoke(connection, method, arguments);
                    }
                });
    }

    private <T extends Statement> T over(Class<T> type, Object statement, String prepared) {
        return type.cast(Proxy.newProxyInstance(
                SimulatedDatabase.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        boolean direct = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
                        if (direct) {
                            arguments[0] = virtual((String) arguments[0]);
                        }
                        before(direct ? (String) arguments[0] : prepared);
                    }
                    return invoke(statement, method, arguments);
                }));
    }

    private void before(String statement) throws SQLException {
        Run now = run;
        if (!now.world().isActing()) {
            return;
        }
        Transactions transactions = now.transactions();
        if (!transactions.holdsLocks()) {
            now.world().breakPoint();
        }
        if (now.isAway() || transactions.isBroken()) {
            transactions.breakDown();
            throw new SQLNonTransientConnectionException("The database is away", "08S01");
        }
        if (!statement.startsWith("SELECT") || statement.contains("FOR UPDATE")) {
            transactions.lock();
        }
    }

    private String virtual(String statement) {
        String replaced = run.statement(statement).replace(TIME, "VIRTUAL_TIME()");
        if (replaced.contains("CURRENT_TIME") || replaced.contains("NOW(")) {
            throw new IllegalStateException("a statement asks for the time in other words: " + statement);
        }
        return replaced;
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Called by H2. */
    public static final class VirtualClock {

        private VirtualClock() {}

        public static LocalDateTime time() {
            return instance.run.world().time();
        }
    }

    /** Tells each change of a task, once it is committed. */
    public static final class Watch implements Trigger {

        private final List<String> columns = new ArrayList<>();
        private String table;

        @Override
        public void init(Connection connection, String schema, String trigger, String on, boolean before, int type)
                throws SQLException {
            table = on;
            try (var names = connection.getMetaData().getColumns(null, schema, on, null)) {
                while (names.next()) {
                    columns.add(names.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }

        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {
            Run run = instance.run;
            Change change = new Change(table, row(before), row(after));
            Consumer<Change> tell = run::changed;
            if (run.world().isActing()) {
                run.transactions().afterSuccess(() -> tell.accept(change));
            }
        }

        private Map<String, Object> row(Object... values) {
            Map<String, Object> row = new HashMap<>();
            for (int column = 0; values != null && column < values.length; column++) {
                row.put(columns.get(column), values[column]);
            }
            return row;
        }
    }
}

package org.reelmill.simulation;

import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.reelmill.app.MigratedDatabase;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.CurrentActor;
import org.reelmill.shared.SystemTicker;
import org.reelmill.shared.Ticker;

/**
 * Beans of the product on a real database of any kind, in true time and without a server. What they tell to others is told to
 * nobody; everybody asks as {@code tester}.
 */
public final class Beans {

    private final DataSource dataSource;
    private final Wiring wiring;

    /**
     * Settings of a home with its marker and its folders, on an embedded database in memory.
     *
     * @param database whoever names the same one has the same
     * @param more settings beside these, by their names
     */
    public static Configuration inMemory(Path home, String database, Map<String, String> more) throws IOException {
        Path marker = home.resolve(WorkFolders.MARKER);
        if (!Files.exists(marker)) {
            Files.createFile(marker);
        }
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        properties.setProperty("reelmill.db.url", "jdbc:h2:mem:" + database + ";MODE=LEGACY;DB_CLOSE_DELAY=-1");
        properties.putAll(more);
        Configuration configuration = Configuration.from(Map.of(), properties);
        new WorkFolders(configuration).prepare();
        return configuration;
    }

    /** @param given the ports, by their types */
    public Beans(Configuration configuration, Map<Class<?>, Object> given) throws SQLException {
        dataSource = MigratedDatabase.of(configuration);
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                "reelmill",
                Map.of(
                        PersistenceUnitProperties.TRANSACTION_TYPE, "RESOURCE_LOCAL",
                        PersistenceUnitProperties.JTA_DATASOURCE, "",
                        PersistenceUnitProperties.NON_JTA_DATASOURCE, pooled(),
                        PersistenceUnitProperties.TARGET_SERVER, "None",
                        PersistenceUnitProperties.SESSION_NAME, dataSource.toString(),
                        PersistenceUnitProperties.LOGGING_LEVEL, "OFF"));
        World world = new World(0);
        Transactions transactions = new Transactions(factory, world, () -> Transactions.Fate.WELL);
        Map<Type, Object> all = new HashMap<>(given);
        all.put(EntityManager.class, transactions.entityManager());
        all.put(Configuration.class, configuration);
        all.put(WorkFolders.class, new WorkFolders(configuration));
        all.put(Clock.class, Clock.systemUTC());
        all.put(Ticker.class, new SystemTicker());
        all.put(CurrentActor.class, (CurrentActor) () -> "tester");
        wiring = new Wiring(transactions, new Wiring.Monitors(world), type -> find(all, type));
    }

    /** Connections are opened once, as a server's pool does. */
    private DataSource pooled() {
        Queue<Connection> idle = new ConcurrentLinkedQueue<>();
        return proxy(DataSource.class, (method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return method.invoke(dataSource, arguments);
            }
            Connection before = idle.poll();
            Connection connection = before == null ? dataSource.getConnection() : before;
            return proxy(Connection.class, (call, values) -> {
                if (call.getName().equals("close")) {
                    idle.add(connection);
                    return null;
                }
                return call.invoke(connection, values);
            });
        });
    }

    /** What a proxy does. */
    @FunctionalInterface
    private interface Answer {
        Object to(Method method, Object... arguments) throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                Beans.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return answer.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static Optional<Object> find(Map<Type, Object> given, Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Event.class
                ? Optional.of(toNobody())
                : Optional.ofNullable(given.get(type));
    }

    private static Object toNobody() {
        return proxy(Event.class, (method, arguments) -> null);
    }

    public <T> T get(Class<T> type) {
        return wiring.get(type);
    }

    public DataSource dataSource() {
        return dataSource;
    }
}

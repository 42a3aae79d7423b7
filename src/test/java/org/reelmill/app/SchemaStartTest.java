package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.IntPredicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.SoftwareVersion;

/** A database that is restarted while a server starts. */
class SchemaStartTest {

    @TempDir
    Path home;

    private DataSource healthy;

    @BeforeEach
    void migrate() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        properties.setProperty("reelmill.db.url", "jdbc:h2:mem:start;MODE=LEGACY;DB_CLOSE_DELAY=-1");
        healthy = new ReelmillDataSource(Configuration.from(Map.of(), properties));
        start(healthy);
    }

    @Test
    void goesOnWhereverTheDatabaseGoesAwayOnce() {
        Interrupted whole = new Interrupted(asked -> false);
        assertThatCode(() -> start(whole.dataSource())).doesNotThrowAnyException();
        assertThat(whole.asked).isGreaterThan(2);

        for (int outage = 1; outage <= whole.asked; outage++) {
            int when = outage;
            Interrupted once = new Interrupted(asked -> asked == when);
            assertThatCode(() -> start(once.dataSource()))
                    .as("gone when asked for connection %d", when)
                    .doesNotThrowAnyException();
            assertThat(once.asked).isGreaterThan(when);
        }
    }

    @Test
    void saysSoWhenItDoesNotComeBack() {
        assertThatThrownBy(() -> start(new Interrupted(asked -> true).dataSource()))
                .hasStackTraceContaining("restarted");
    }

    private static void start(DataSource dataSource) throws SQLException {
        new SchemaStart(dataSource, SoftwareVersion.current()).run(Optional.empty());
    }

    /** Counts the connections that it is asked for, and has none at some moments. */
    private final class Interrupted implements InvocationHandler {

        private final IntPredicate away;
        private int asked;

        Interrupted(IntPredicate away) {
            this.away = away;
        }

        DataSource dataSource() {
            return (DataSource)
                    Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DataSource.class}, this);
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("getConnection") && away.test(++asked)) {
                throw new SQLException("The database is being restarted", "08S01");
            }
            try {
                return method.invoke(healthy, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}

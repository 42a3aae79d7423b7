package org.reelmill.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection that opens itself anew when the database was restarted, a fail-over cut it off, or its server is no longer
 * the primary. A pool in WildFly keeps a dead connection for ever otherwise, and no setting that both servers understand
 * prevents it.
 *
 * <p>It checks itself only between transactions, when it was idle for a second, when the driver has closed it, when the
 * last call failed or after a rollback; work inside a transaction fails as it must. Used by one thread at a time, as any
 * connection.
 */
final class HealingConnection implements InvocationHandler {

    /** Where physical connections come from. */
    interface Source {
        Connection open() throws SQLException;

        /** Whether work on this one has a chance; not so where the server is no longer the one that takes changes. */
        boolean isUsable(Connection physical) throws SQLException;
    }

    private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final AtomicInteger BUSY = new AtomicInteger();

    private final Source source;
    private Connection physical;
    private boolean open;
    private boolean autoCommit = true;
    private int isolation;
    private boolean inTransaction;
    private boolean suspect;
    private long lastUsed = System.nanoTime();

    private HealingConnection(Source source) throws SQLException {
        this.source = source;
        this.physical = source.open();
        this.isolation = physical.getTransactionIsolation();
        count(true);
    }

    /** All that are open now. */
    static int open() {
        return OPEN.get();
    }

    /** Those of them that are in a transaction, which has asked for a statement at least. */
    static int busy() {
        return BUSY.get();
    }

    static Connection over(Source source) throws SQLException {
        return (Connection) Proxy.newProxyInstance(
                HealingConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new HealingConnection(source));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "HealingConnection over " + physical;
            case "isClosed" -> call(method, arguments);
            case "close", "abort" -> close(method, arguments);
            case "getAutoCommit" -> autoCommit;
            case "setAutoCommit" -> setAutoCommit(method, arguments);
            default -> callHealed(method, arguments);
        };
    }

    /**
     * The servers switch it off when a transaction begins, and on again when it was committed. Most often the next thing is
     * another transaction; so the database is told of the latter when something is done without one. That spares two ways
     * to it and back in each transaction.
     */
    private Object setAutoCommit(Method method, Object... arguments) throws Throwable {
        boolean on = (boolean) arguments[0];
        if (on && !inTransaction) {
            autoCommit = true;
            return null;
        }
        autoCommit = on;
        return physical.getAutoCommit() == on ? null : callHealed(method, arguments);
    }

    private Object close(Method method, Object... arguments) throws Throwable {
        try {
            return call(method, arguments);
        } finally {
            transaction(false);
            count(false);
        }
    }

    private void count(boolean nowOpen) {
        if (open != nowOpen) {
            open = nowOpen;
            OPEN.addAndGet(nowOpen ? 1 : -1);
        }
    }

    private void transaction(boolean begun) {
        if (inTransaction != begun) {
            inTransaction = begun;
            BUSY.addAndGet(begun ? 1 : -1);
        }
    }

    private Object callHealed(Method method, Object[] arguments) throws Throwable {
        if (!inTransaction && doubtful()) {
            heal();
        }
        try {
            if (physical.getAutoCommit() != autoCommit) {
                physical.setAutoCommit(autoCommit);
            }
            Object result = call(method, arguments);
            remember(method, arguments);
            return result;
        } catch (SQLException e) {
            suspect = true;
            throw e;
        } finally {
            if (isRollback(method)) {
                // most likely because of a statement that failed, which is not seen here
                suspect = true;
            }
            if (isRollback(method) || method.getName().equals("commit")) {
                transaction(false);
            }
            lastUsed = System.nanoTime();
        }
    }

    private boolean doubtful() throws SQLException {
        return suspect || System.nanoTime() - lastUsed > IDLE_NANOS || physical.isClosed();
    }

    private void heal() throws SQLException {
        if (!isAlive()) {
            closeQuietly();
            physical = source.open();
            count(true);
            physical.setTransactionIsolation(isolation);
            physical.setAutoCommit(autoCommit);
        }
        suspect = false;
    }

    private boolean isAlive() {
        try {
            return source.isUsable(physical);
        } catch (SQLException e) {
            return false;
        }
    }

    private void closeQuietly() {
        try {
            physical.close();
        } catch (SQLException e) {
            // it is dead, so it could not say goodbye
        }
    }

    private void remember(Method method, Object[] arguments) {
        switch (method.getName()) {
            case "setAutoCommit" -> transaction(false);
            case "setTransactionIsolation" -> isolation = (int) arguments[0];
            case "prepareStatement", "createStatement", "prepareCall", "setSavepoint" -> transaction(!autoCommit);
            default -> {
                // changes nothing that a new connection would have to be told
            }
        }
    }

    private static boolean isRollback(Method method) {
        return method.getName().equals("rollback") && method.getParameterCount() == 0;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(physical, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

package org.reelmill.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A connection that opens itself anew when the database was restarted or a fail-over cut it off. A pool in WildFly
 * keeps a dead connection for ever otherwise, and no setting that both servers understand prevents it.
 *
 * <p>It checks itself only between transactions, when it was idle for a second, when the driver has closed it or when
 * the last call failed; work inside a transaction fails as it must. Used by one thread at a time, as any connection.
 */
final class HealingConnection implements InvocationHandler {

    /** Opens a physical connection. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int CHECK_SECONDS = 2;

    private final Opener opener;
    private Connection physical;
    private boolean autoCommit = true;
    private int isolation;
    private boolean inTransaction;
    private boolean suspect;
    private long lastUsed = System.nanoTime();

    private HealingConnection(Opener opener) throws SQLException {
        this.opener = opener;
        this.physical = opener.open();
        this.isolation = physical.getTransactionIsolation();
    }

    static Connection over(Opener opener) throws SQLException {
        return (Connection) Proxy.newProxyInstance(
                HealingConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new HealingConnection(opener));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "HealingConnection over " + physical;
            case "close", "abort", "isClosed" -> call(method, arguments);
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
            if (endsTransaction(method)) {
                inTransaction = false;
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
            physical = opener.open();
            physical.setTransactionIsolation(isolation);
            physical.setAutoCommit(autoCommit);
        }
        suspect = false;
    }

    private boolean isAlive() {
        try {
            return physical.isValid(CHECK_SECONDS);
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
            case "setAutoCommit" -> inTransaction = false;
            case "setTransactionIsolation" -> isolation = (int) arguments[0];
            case "prepareStatement", "createStatement", "prepareCall", "setSavepoint" -> inTransaction = !autoCommit;
            default -> {
                // changes nothing that a new connection would have to be told
            }
        }
    }

    private static boolean endsTransaction(Method method) {
        return method.getName().equals("commit")
                || method.getName().equals("rollback") && method.getParameterCount() == 0;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(physical, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

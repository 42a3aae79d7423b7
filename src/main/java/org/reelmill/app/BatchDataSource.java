package org.reelmill.app;

import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The server's data source, whose connections belong to the transaction that their thread has at the moment, or to none.
 *
 * <p>Payara asks the component at work for its transaction, not the thread. A component knows of one that was begun by a
 * {@code TransactionManager}, as the batch runtime begins them, only when it was resumed; it then keeps it when it has ended, and
 * what a connection writes into a transaction that has ended stays locked until the server ends. Suspending the transaction and
 * resuming it puts the component in step with its thread.
 */
final class BatchDataSource implements InvocationHandler {

    private final DataSource dataSource;
    private final TransactionManager transactions;

    private BatchDataSource(DataSource dataSource, TransactionManager transactions) {
        this.dataSource = dataSource;
        this.transactions = transactions;
    }

    static DataSource over(DataSource dataSource, TransactionManager transactions) {
        return (DataSource) Proxy.newProxyInstance(
                BatchDataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                new BatchDataSource(dataSource, transactions));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("getConnection")) {
            putComponentInStep();
        }
        try {
            return method.invoke(dataSource, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void putComponentInStep() throws SQLException {
        try {
            Transaction transaction = transactions.suspend();
            if (transaction != null) {
                transactions.resume(transaction);
            }
        } catch (SystemException | InvalidTransactionException e) {
            throw new SQLException("The transaction at work cannot be told", e);
        }
    }
}

package org.reelmill.app;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jberet.repository.JobRepository;
import org.reelmill.shared.Patience;

/**
 * The batch runtime's repository, which waits for a database that is away before it notes how far an execution is. Without
 * that an execution would die where its listeners do not see it, and leave its row as started for ever. Inside a transaction
 * it cannot wait: that one is lost, and its step fails.
 */
final class PatientJobRepository implements InvocationHandler {

    private static final Set<String> NOTES = Set.of(
            "updateJobExecution",
            "addStepExecution",
            "updateStepExecution",
            "addPartitionExecution",
            "savePersistentData");

    private final JobRepository repository;
    private final TransactionManager transactions;
    private final Patience patience;

    private PatientJobRepository(JobRepository repository, TransactionManager transactions, Patience patience) {
        this.repository = repository;
        this.transactions = transactions;
        this.patience = patience;
    }

    static JobRepository over(JobRepository repository, TransactionManager transactions, Patience patience) {
        return (JobRepository) Proxy.newProxyInstance(
                PatientJobRepository.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                new PatientJobRepository(repository, transactions, patience));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        return NOTES.contains(method.getName()) && transactions.getStatus() == Status.STATUS_NO_TRANSACTION
                ? patience.<Object, Exception>ask("A batch execution", () -> call(method, arguments))
                : call(method, arguments);
    }

    private Object call(Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}

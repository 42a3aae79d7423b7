package org.reelmill.app;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.TransactionalException;

/**
 * Throws what a failed commit throws as an exception that callers can expect. WildFly throws the transaction manager's checked ones
 * through methods that declare none, so that no {@code catch (RuntimeException …)} sees them, and threads that must go on end.
 */
abstract class FailedCommit {

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException e) {
            throw new TransactionalException("The transaction was not committed", e);
        }
    }

    /** Around methods that begin a transaction where there is none. */
    @Interceptor
    @Transactional(TxType.REQUIRED)
    @Priority(Interceptor.Priority.PLATFORM_BEFORE)
    public static class Required extends FailedCommit {}

    /** Around methods that always begin one. */
    @Interceptor
    @Transactional(TxType.REQUIRES_NEW)
    @Priority(Interceptor.Priority.PLATFORM_BEFORE)
    public static class RequiresNew extends FailedCommit {}
}

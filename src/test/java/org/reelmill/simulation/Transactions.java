package org.reelmill.simulation;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.TransactionalException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Transactions as {@code @Transactional} asks for them, one at a time in a thread, and what may befall them. */
final class Transactions {

    /** What a method does. */
    interface Body {
        Object run() throws Throwable;
    }

    /** How a commit goes. */
    enum Fate {
        WELL,
        /** It takes effect, but the answer is lost. */
        UNKNOWN,
        LOST
    }

    /** A transaction of this thread. */
    static final class Tx {
        private final EntityManager entityManager;
        private final List<Runnable> afterSuccess = new ArrayList<>();
        private boolean locks;
        private boolean broken;

        private Tx(EntityManager entityManager) {
            this.entityManager = entityManager;
        }
    }

    /** Stands for no transaction on the stack of a thread. */
    private static final Tx NONE = new Tx(null);

    private final EntityManagerFactory factory;
    private final World world;
    private final Supplier<Fate> fates;
    private final ThreadLocal<Deque<Tx>> stack = ThreadLocal.withInitial(ArrayDeque::new);

    Transactions(EntityManagerFactory factory, World world, Supplier<Fate> fates) {
        this.factory = factory;
        this.world = world;
        this.fates = fates;
    }

    /** The one that repositories get: that of the transaction. */
    EntityManager entityManager() {
        return (EntityManager) Proxy.newProxyInstance(
                Transactions.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(active().entityManager, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    Object call(TxType type, Body body) throws Throwable {
        boolean active = isActive();
        return switch (type) {
            case REQUIRED -> active ? body.run() : inNew(body);
            case REQUIRES_NEW -> inNew(body);
            case NOT_SUPPORTED -> without(body);
            case MANDATORY -> {
                if (!active) {
                    throw new IllegalStateException("there is no transaction");
                }
                yield body.run();
            }
            default -> throw new UnsupportedOperationException(type.name());
        };
    }

    /** Done once the transaction of this thread has taken effect, or now if there is none. */
    void afterSuccess(Runnable what) {
        if (isActive()) {
            active().afterSuccess.add(what);
        } else {
            what.run();
        }
    }

    /** Whether another actor may go on now: nobody ever waits for a lock of one that does not act. */
    boolean holdsLocks() {
        return stack.get().stream().anyMatch(tx -> tx.locks);
    }

    /** A statement of this thread locks what it touches until its transaction ends. */
    void lock() {
        if (isActive()) {
            active().locks = true;
        }
    }

    /** The connection is gone, and the transaction with it. */
    void breakDown() {
        if (isActive()) {
            active().broken = true;
        }
    }

    boolean isBroken() {
        return isActive() && active().broken;
    }

    private boolean isActive() {
        Tx top = stack.get().peek();
        return top != null && top != NONE;
    }

    private Tx active() {
        if (!isActive()) {
            throw new IllegalStateException("there is no transaction");
        }
        return stack.get().peek();
    }

    private Object without(Body body) throws Throwable {
        stack.get().push(NONE);
        try {
            return body.run();
        } finally {
            stack.get().pop();
        }
    }

    private Object inNew(Body body) throws Throwable {
        Tx tx = new Tx(factory.createEntityManager());
        stack.get().push(tx);
        Object result;
        try {
            tx.entityManager.getTransaction().begin();
            result = body.run();
        } catch (RuntimeException | Error e) {
            end(tx, false);
            throw e;
        } catch (Exception e) {
            // as the specification has it: a checked exception commits
            end(tx, true);
            throw e;
        }
        end(tx, true);
        return result;
    }

    private void end(Tx tx, boolean well) {
        Fate fate = !well || tx.broken ? Fate.LOST : fates.get();
        try {
            if (fate == Fate.LOST) {
                tx.entityManager.getTransaction().rollback();
            } else {
                tx.entityManager.getTransaction().commit();
            }
        } finally {
            stack.get().pop();
            tx.entityManager.close();
        }
        if (fate != Fate.LOST) {
            tx.afterSuccess.forEach(Runnable::run);
        }
        if (well && fate != Fate.WELL) {
            throw new TransactionalException("the commit has no answer", new RollbackException());
        }
        if (world.isActing() && !holdsLocks()) {
            world.breakPoint();
        }
    }
}

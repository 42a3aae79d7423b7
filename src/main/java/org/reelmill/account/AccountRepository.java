package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;

/** Accounts in the database. */
@ApplicationScoped
public class AccountRepository {

    @PersistenceContext
    private EntityManager entityManager;

    /** Writes at once, so that a name that is taken shows here. */
    void add(Account account) {
        entityManager.persist(account);
        entityManager.flush();
    }

    public Optional<Account> find(long id) {
        return Optional.ofNullable(entityManager.find(Account.class, id));
    }

    /** @throws NotFoundException when there is none */
    Account get(long id) {
        return find(id).orElseThrow(() -> new NotFoundException("There is no account " + id + "."));
    }

    Optional<Account> findByName(String username) {
        return entityManager
                .createNamedQuery("Account.byKey", Account.class)
                .setParameter("key", AccountName.key(username))
                .getResultStream()
                .findFirst();
    }

    boolean firstAdministratorExists() {
        return entityManager
                        .createNamedQuery("Account.countFirstAdministrators", Long.class)
                        .getSingleResult()
                > 0;
    }

    /** Locked until the transaction ends: two administrators cannot remove each other at the same time. */
    List<Account> lockActiveAdministrators() {
        return entityManager
                .createNamedQuery("Account.activeAdministrators", Account.class)
                .setParameter("role", Role.ADMIN)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** By name. */
    Page<Account> page(int offset, int limit) {
        List<Account> rows = entityManager
                .createNamedQuery("Account.all", Account.class)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        long total = entityManager.createNamedQuery("Account.count", Long.class).getSingleResult();
        return new Page<>(rows, total, offset);
    }
}

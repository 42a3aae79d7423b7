package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reelmill.shared.LikePattern;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Sentence;

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
        return find(id).orElseThrow(() -> new NotFoundException(Sentence.of("account.refusal.noAccount", id)));
    }

    List<Account> enabled(Set<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("select a from Account a where a.id in :ids and a.disabled = false", Account.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    Optional<Account> findByName(String username) {
        return entityManager
                .createNamedQuery("Account.byKey", Account.class)
                .setParameter("key", AccountName.key(username))
                .getResultStream()
                .findFirst();
    }

    /**
     * A name cannot be given when somebody has it, or one that cannot be told from it: of two that are asked for at the same moment
     * only the first rule holds.
     *
     * @throws NameTakenException it is taken
     */
    void requireFree(String username) {
        if (findByName(username).isPresent()) {
            throw new NameTakenException(username);
        }
        entityManager
                .createNamedQuery("Account.namesOfLength", String.class)
                .setParameter("length", AccountName.key(username).length())
                .getResultStream()
                .filter(other -> AccountName.looks(other).equals(AccountName.looks(username)))
                .findFirst()
                .ifPresent(other -> {
                    throw NameTakenException.looksLike(username, other);
                });
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

    Page<Account> page(AccountFilter filter, AccountOrder order, int offset, int limit) {
        String where = where(filter);
        List<Account> rows = bound(
                        entityManager.createQuery("select a from Account a" + where + order.clause(), Account.class),
                        filter)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        long total = bound(entityManager.createQuery("select count(a) from Account a" + where, Long.class), filter)
                .getSingleResult();
        return new Page<>(rows, total, offset);
    }

    private static String where(AccountFilter filter) {
        List<String> conditions = new ArrayList<>();
        filter.text().ifPresent(it -> conditions.add("a.usernameKey like :text escape '!'"));
        filter.role().ifPresent(it -> conditions.add("a.role = :role"));
        filter.disabled().ifPresent(it -> conditions.add("a.disabled = :disabled"));
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static <T> TypedQuery<T> bound(TypedQuery<T> query, AccountFilter filter) {
        filter.text().ifPresent(it -> query.setParameter("text", LikePattern.holding(AccountName.key(it))));
        filter.role().ifPresent(it -> query.setParameter("role", it));
        filter.disabled().ifPresent(it -> query.setParameter("disabled", it));
        return query;
    }
}

package org.reelmill.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.reelmill.shared.Page;

@ApplicationScoped
@Transactional
class PolicyRepository {

    @PersistenceContext
    private EntityManager entityManager;

    List<PolicyRow> all() {
        return entityManager
                .createQuery("select p from PolicyRow p", PolicyRow.class)
                .getResultList();
    }

    void add(PolicyRow row) {
        entityManager.persist(row);
        entityManager.flush();
    }

    /** @return false when the row holds something else than the present value by now */
    boolean update(String key, String present, String value) {
        return entityManager
                        .createQuery(
                                "update PolicyRow p set p.value = :value where p.key = :key and p.value = :present")
                        .setParameter("value", value)
                        .setParameter("key", key)
                        .setParameter("present", present)
                        .executeUpdate()
                == 1;
    }

    void add(PolicyChange change) {
        entityManager.persist(change);
        entityManager.flush();
    }

    Optional<PolicyChange> findChange(long id) {
        return Optional.ofNullable(entityManager.find(PolicyChange.class, id));
    }

    /** Newest first. */
    Page<PolicyChange> changes(Optional<String> key, int offset, int limit) {
        String where = key.isPresent() ? " where c.key = :key" : "";
        TypedQuery<PolicyChange> rows = entityManager.createQuery(
                "select c from PolicyChange c" + where + " order by c.id desc", PolicyChange.class);
        TypedQuery<Long> count = entityManager.createQuery("select count(c) from PolicyChange c" + where, Long.class);
        key.ifPresent(it -> {
            rows.setParameter("key", it);
            count.setParameter("key", it);
        });
        return new Page<>(
                rows.setFirstResult(offset).setMaxResults(limit).getResultList(), count.getSingleResult(), offset);
    }
}

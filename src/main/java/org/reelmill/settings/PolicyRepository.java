package org.reelmill.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

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

    int update(String key, String value) {
        return entityManager
                .createQuery("update PolicyRow p set p.value = :value where p.key = :key")
                .setParameter("value", value)
                .setParameter("key", key)
                .executeUpdate();
    }
}

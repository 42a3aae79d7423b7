package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Statements about base addresses. */
@ApplicationScoped
@Transactional
class UrlBaseRepository {

    @PersistenceContext
    private EntityManager entityManager;

    List<UrlBase> all() {
        return entityManager
                .createQuery("select b from UrlBase b order by b.folder, b.id", UrlBase.class)
                .getResultList();
    }

    Optional<UrlBase> find(long id) {
        return Optional.ofNullable(entityManager.find(UrlBase.class, id));
    }

    void add(UrlBase base) {
        entityManager.persist(base);
        entityManager.flush();
    }

    void remove(UrlBase base) {
        entityManager.remove(base);
    }
}

package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
@Transactional
class OutputRepository {

    @PersistenceContext
    private EntityManager entityManager;

    List<Output> all() {
        return entityManager
                .createQuery("select o from Output o order by o.place, o.maxHeight desc, o.id", Output.class)
                .getResultList();
    }

    Optional<Output> find(long id) {
        return Optional.ofNullable(entityManager.find(Output.class, id));
    }

    void add(Output output) {
        entityManager.persist(output);
        entityManager.flush();
    }

    void remove(Output output) {
        entityManager.remove(output);
    }
}

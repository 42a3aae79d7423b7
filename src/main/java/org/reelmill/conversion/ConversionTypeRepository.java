package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
@Transactional
class ConversionTypeRepository {

    @PersistenceContext
    private EntityManager entityManager;

    List<ConversionType> all() {
        return entityManager
                .createQuery("select t from ConversionType t order by t.kind desc, t.name", ConversionType.class)
                .getResultList();
    }

    Optional<ConversionType> find(String name) {
        return Optional.ofNullable(entityManager.find(ConversionType.class, name));
    }
}

package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.reelmill.shared.Page;

/** The record of changes in the database: it only grows. */
@ApplicationScoped
public class AuditRepository {

    @PersistenceContext
    private EntityManager entityManager;

    void add(AuditEntry entry) {
        entityManager.persist(entry);
    }

    /** Newest first. */
    Page<AuditEntry> page(int offset, int limit) {
        List<AuditEntry> rows = entityManager
                .createNamedQuery("AuditEntry.newestFirst", AuditEntry.class)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        long total =
                entityManager.createNamedQuery("AuditEntry.count", Long.class).getSingleResult();
        return new Page<>(rows, total, offset);
    }
}

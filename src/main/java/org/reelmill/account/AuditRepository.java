package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import org.reelmill.shared.LikePattern;
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
    Page<AuditEntry> page(AuditFilter filter, int offset, int limit) {
        String where = where(filter);
        List<AuditEntry> rows = bound(
                        entityManager.createQuery(
                                "select e from AuditEntry e" + where + " order by e.id desc", AuditEntry.class),
                        filter)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        long total = bound(entityManager.createQuery("select count(e) from AuditEntry e" + where, Long.class), filter)
                .getSingleResult();
        return new Page<>(rows, total, offset);
    }

    private static String where(AuditFilter filter) {
        List<String> conditions = new ArrayList<>();
        filter.actor().ifPresent(it -> conditions.add("e.actor = :actor"));
        filter.action().ifPresent(it -> conditions.add("e.action like :action escape '!'"));
        filter.subject().ifPresent(it -> conditions.add("lower(e.subject) like :subject escape '!'"));
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static <T> TypedQuery<T> bound(TypedQuery<T> query, AuditFilter filter) {
        filter.actor().ifPresent(it -> query.setParameter("actor", it));
        filter.action().ifPresent(it -> query.setParameter("action", LikePattern.beginning(it)));
        filter.subject().ifPresent(it -> query.setParameter("subject", LikePattern.holding(it)));
        return query;
    }
}

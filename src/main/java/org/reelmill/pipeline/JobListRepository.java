package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.reelmill.shared.LikePattern;
import org.reelmill.shared.Page;

/** Jobs for those who look: filtered, sorted and paged in the database. */
@ApplicationScoped
@Transactional
class JobListRepository {

    @PersistenceContext
    private EntityManager entityManager;

    List<PipelineJob> findAll(Collection<UUID> uuids) {
        return uuids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("select j from PipelineJob j where j.uuid in :uuids", PipelineJob.class)
                        .setParameter("uuids", uuids)
                        .getResultList();
    }

    List<UUID> uuids(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("select j.uuid from PipelineJob j where j.id in :ids", UUID.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    Page<PipelineJob> page(JobFilter filter, JobSort sort, int offset, int limit) {
        String where = where(filter);
        TypedQuery<PipelineJob> rows =
                entityManager.createQuery("select j from PipelineJob j" + where + sort.clause(), PipelineJob.class);
        bind(rows, filter);
        return new Page<>(rows.setFirstResult(offset).setMaxResults(limit).getResultList(), count(filter), offset);
    }

    private long count(JobFilter filter) {
        TypedQuery<Long> count =
                entityManager.createQuery("select count(j) from PipelineJob j" + where(filter), Long.class);
        bind(count, filter);
        return count.getSingleResult();
    }

    private static String where(JobFilter filter) {
        String where = " where 1 = 1";
        if (!filter.statuses().isEmpty()) {
            where += " and j.status in :statuses";
        }
        if (filter.client().isPresent()) {
            where += " and j.client = :client";
        }
        if (filter.text().isPresent()) {
            where += " and lower(j.sourceName) like :text escape '!'";
        }
        if (filter.leastPriority().isPresent()) {
            where += " and j.priority >= :least";
        }
        if (!filter.uuids().isEmpty()) {
            where += " and j.uuid in :uuids";
        }
        return where;
    }

    private static void bind(Query query, JobFilter filter) {
        if (!filter.statuses().isEmpty()) {
            query.setParameter(
                    "statuses", filter.statuses().stream().map(JobStatus::code).toList());
        }
        filter.client().ifPresent(client -> query.setParameter("client", client));
        filter.text().ifPresent(text -> query.setParameter("text", LikePattern.holding(text)));
        filter.leastPriority().ifPresent(least -> query.setParameter("least", least));
        if (!filter.uuids().isEmpty()) {
            query.setParameter("uuids", filter.uuids());
        }
    }
}

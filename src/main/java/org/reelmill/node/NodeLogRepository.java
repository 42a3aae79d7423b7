package org.reelmill.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.reelmill.shared.LogTail;

@ApplicationScoped
@Transactional
class NodeLogRepository {

    @PersistenceContext
    private EntityManager entityManager;

    /** Adds the lines, and drops the oldest of the node beyond so many. */
    void add(UUID node, List<LogTail.Line> lines, int kept) {
        lines.forEach(line -> entityManager.persist(new NodeLogLine(node, line)));
        entityManager
                .createQuery("select l.id from NodeLogLine l where l.node = :node order by l.id desc", Long.class)
                .setParameter("node", node)
                .setFirstResult(kept)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .ifPresent(oldest -> entityManager
                        .createQuery("delete from NodeLogLine l where l.node = :node and l.id <= :oldest")
                        .setParameter("node", node)
                        .setParameter("oldest", oldest)
                        .executeUpdate());
    }

    void deleteBefore(Instant time) {
        entityManager
                .createQuery("delete from NodeLogLine l where l.logged < :time")
                .setParameter("time", time)
                .executeUpdate();
    }

    long newest(UUID node) {
        return entityManager
                .createQuery("select coalesce(max(l.id), 0) from NodeLogLine l where l.node = :node", Long.class)
                .setParameter("node", node)
                .getSingleResult();
    }

    /** Newest first, by the node's clock: lines that were stored together got their numbers in any order. */
    List<NodeLogLine> latest(UUID node, int limit) {
        return entityManager
                .createQuery("select l from NodeLogLine l where l.node = :node order by l.id desc", NodeLogLine.class)
                .setParameter("node", node)
                .setMaxResults(limit)
                .getResultStream()
                .sorted(Comparator.comparing(NodeLogLine::logged).reversed())
                .toList();
    }
}

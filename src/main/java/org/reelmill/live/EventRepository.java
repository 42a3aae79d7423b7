package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Statements about events. Rows whose batch is null are committed, but have no place in the order yet. */
@ApplicationScoped
@Transactional
class EventRepository {

    @PersistenceContext
    private EntityManager entityManager;

    void insert(EventType type, String subject, String detail) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO event (happened, type, subject, detail) VALUES (CURRENT_TIMESTAMP(3), ?1, ?2, ?3)")
                .setParameter(1, type.name())
                .setParameter(2, subject)
                .setParameter(3, detail)
                .executeUpdate();
    }

    /**
     * Whether there is anything behind a batch: the one query of a quiet second.
     *
     * @return the greatest batch so far, and whether some rows have none yet; no row when there is nothing new
     */
    News news(long batch) {
        List<?> found = entityManager
                .createNativeQuery(
                        "SELECT MAX(batch) FROM event WHERE batch > ?1"
                                + " UNION ALL SELECT -1 FROM event_order WHERE EXISTS (SELECT 1 FROM event WHERE batch IS NULL)")
                .setParameter(1, batch)
                .getResultList();
        boolean unordered = false;
        long latest = batch;
        for (Object value : found) {
            long number = value == null ? batch : ((Number) value).longValue();
            unordered |= number == -1;
            latest = Math.max(latest, number);
        }
        return new News(latest, unordered);
    }

    /** Seconds since the oldest event behind a batch, or without one, happened; 0 when there is none. */
    long oldestAfter(long batch) {
        Number seconds = (Number) entityManager
                .createNativeQuery("SELECT TIMESTAMPDIFF(SECOND, MIN(happened), CURRENT_TIMESTAMP(3)) FROM event"
                        + " WHERE batch > ?1 OR batch IS NULL")
                .setParameter(1, batch)
                .getSingleResult();
        return seconds == null ? 0 : Math.max(0, seconds.longValue());
    }

    /** @param latest the greatest batch @param unordered whether some rows have no batch yet */
    record News(long latest, boolean unordered) {}

    /** Locks the order until the transaction ends. @return the batch that was given last */
    long lockOrder() {
        return ((Number) entityManager
                        .createNativeQuery("SELECT lastBatch FROM event_order WHERE orderID = 1 FOR UPDATE")
                        .getSingleResult())
                .longValue();
    }

    long lastBatch() {
        return ((Number) entityManager
                        .createNativeQuery("SELECT lastBatch FROM event_order WHERE orderID = 1")
                        .getSingleResult())
                .longValue();
    }

    /** Committed rows without a batch, read without locks: others that insert must not wait. */
    List<Long> unordered(int limit) {
        return entityManager
                .createQuery("select e.id from LiveEvent e where e.batch is null order by e.id", Long.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * By their keys alone: by the index of batches the database would wait for rows that others have inserted and not yet
     * committed.
     */
    void give(long batch, List<Long> ids) {
        entityManager
                .createQuery("update LiveEvent e set e.batch = :batch where e.id in :ids")
                .setParameter("batch", batch)
                .setParameter("ids", ids)
                .executeUpdate();
        entityManager
                .createNativeQuery("UPDATE event_order SET lastBatch = ?1 WHERE orderID = 1")
                .setParameter(1, batch)
                .executeUpdate();
    }

    /** Events behind a position up to a batch, in their order. */
    List<LiveEvent> between(Position after, long lastBatch, int limit) {
        return entityManager
                .createQuery(
                        "select e from LiveEvent e where e.batch >= :from and e.batch <= :to"
                                + " and (e.batch > :from or e.id > :id) order by e.batch, e.id",
                        LiveEvent.class)
                .setParameter("from", after.batch())
                .setParameter("to", lastBatch)
                .setParameter("id", after.id())
                .setMaxResults(limit)
                .getResultList();
    }

    /** The first event that is still there. */
    Optional<Position> first() {
        return entityManager
                .createQuery(
                        "select e from LiveEvent e where e.batch is not null order by e.batch, e.id", LiveEvent.class)
                .setMaxResults(1)
                .getResultStream()
                .map(LiveEvent::position)
                .findFirst();
    }

    /** @return how many rows went; at most the limit */
    int removeOld(int days, int limit) {
        List<?> old = entityManager
                .createNativeQuery(
                        "SELECT eventID FROM event WHERE happened < TIMESTAMPADD(DAY, ?1, CURRENT_TIMESTAMP(3))"
                                + " AND batch IS NOT NULL ORDER BY happened LIMIT " + limit)
                .setParameter(1, -days)
                .getResultList();
        if (old.isEmpty()) {
            return 0;
        }
        List<Long> ids = old.stream().map(id -> ((Number) id).longValue()).toList();
        return entityManager
                .createQuery("delete from LiveEvent e where e.id in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
    }
}

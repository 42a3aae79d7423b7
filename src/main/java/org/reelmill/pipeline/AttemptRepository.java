package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.Page;
import org.reelmill.shared.Uuids;

/** The history of attempts. Rows are changed one by one, by their key, so that nobody waits for others in a circle. */
@ApplicationScoped
@Transactional
class AttemptRepository {

    private static final int LOG = 4000;

    /** With nothing but values: MariaDB would have one INSERT … SELECT at a time wait for the next number of the table. */
    static final String BEGIN = "INSERT INTO attempt (kind, taskID, fence, fk_jobID, part, fk_nodeUUID, node, started)"
            + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, CURRENT_TIMESTAMP(3))";

    private static final String KEY = " WHERE kind = ?1 AND taskID = ?2 AND fence = ?3";

    @PersistenceContext
    private EntityManager entityManager;

    /** One attempt. */
    record Key(TaskKind kind, long taskId, long fence) {

        static Key of(Claim claim) {
            return new Key(claim.kind(), claim.taskId(), claim.fence());
        }

        private Query bind(Query query) {
            return query.setParameter(1, kind.name()).setParameter(2, taskId).setParameter(3, fence);
        }
    }

    void begin(Claim claim, Integer part, String node) {
        entityManager
                .createNativeQuery(BEGIN)
                .setParameter(1, claim.kind().name())
                .setParameter(2, claim.taskId())
                .setParameter(3, claim.fence())
                .setParameter(4, claim.jobId())
                .setParameter(5, part)
                .setParameter(6, Uuids.toBytes(claim.node()))
                .setParameter(7, node)
                .executeUpdate();
    }

    /** @return false when it had ended before */
    boolean end(Key key, Verdict verdict, String reason) {
        return key.bind(entityManager.createNativeQuery(
                                "UPDATE attempt SET ended = CURRENT_TIMESTAMP(3), verdict = ?4, reason = ?5" + KEY
                                        + " AND ended IS NULL"))
                        .setParameter(4, verdict.name())
                        .setParameter(5, reason)
                        .executeUpdate()
                == 1;
    }

    /** The tasks of the job go: whatever is still open at them has ended. */
    void revokeAll(long jobId) {
        List<?> open = entityManager
                .createNativeQuery("SELECT attemptID FROM attempt WHERE fk_jobID = ?1 AND ended IS NULL")
                .setParameter(1, jobId)
                .getResultList();
        open.forEach(id -> entityManager
                .createNativeQuery("UPDATE attempt SET ended = CURRENT_TIMESTAMP(3), verdict = 'REVOKED'"
                        + " WHERE attemptID = ?1 AND ended IS NULL")
                .setParameter(1, id)
                .executeUpdate());
    }

    void encoded(Key key, long frames, long filmMillis) {
        key.bind(entityManager.createNativeQuery("UPDATE attempt SET frames = ?4, filmMillis = ?5" + KEY))
                .setParameter(4, frames)
                .setParameter(5, filmMillis)
                .executeUpdate();
    }

    void log(Key key, String log) {
        key.bind(entityManager.createNativeQuery("UPDATE attempt SET log = ?4" + KEY))
                .setParameter(4, log.length() <= LOG ? log : log.substring(log.length() - LOG))
                .executeUpdate();
    }

    /** What an attempt that ended was, for those who watch. */
    Optional<AttemptChanged> ended(Key key, Verdict verdict) {
        return rows(key.bind(entityManager.createNativeQuery(
                        "SELECT j.jobUUID, a.part, a.node FROM attempt a JOIN job j ON j.jobID = a.fk_jobID" + KEY)))
                .stream()
                .map(row -> new AttemptChanged(
                        Uuids.fromBytes((byte[]) row[0]),
                        key.kind(),
                        row[1] == null ? null : ((Number) row[1]).intValue(),
                        key.fence(),
                        (String) row[2],
                        verdict))
                .findFirst();
    }

    List<Key> openOfJob(TaskKind kind, long jobId) {
        return open(kind, "fk_jobID", jobId);
    }

    List<Key> openOfNode(TaskKind kind, UUID node) {
        return open(kind, "fk_nodeUUID", Uuids.toBytes(node));
    }

    List<Key> openOfTask(TaskKind kind, long taskId) {
        return open(kind, "taskID", taskId);
    }

    private List<Key> open(TaskKind kind, String column, Object value) {
        return rows(entityManager
                        .createNativeQuery("SELECT taskID, fence FROM attempt WHERE " + column
                                + " = ?1 AND kind = ?2 AND ended IS NULL ORDER BY taskID, fence")
                        .setParameter(1, value)
                        .setParameter(2, kind.name()))
                .stream()
                .map(row -> new Key(kind, number(row[0]), number(row[1])))
                .toList();
    }

    /** In the order in which they began. */
    Page<Attempt> ofJob(long jobId, int offset, int limit) {
        List<Attempt> rows = entityManager
                .createQuery("select a from Attempt a where a.jobId = :job order by a.started, a.id", Attempt.class)
                .setParameter("job", jobId)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        long total = entityManager
                .createQuery("select count(a) from Attempt a where a.jobId = :job", Long.class)
                .setParameter("job", jobId)
                .getSingleResult();
        return new Page<>(rows, total, offset);
    }

    /** The latest first. */
    List<Attempt> ofSegment(long jobId, int part, int limit) {
        return entityManager
                .createQuery(
                        "select a from Attempt a where a.jobId = :job and a.part = :part order by a.started desc, a.id desc",
                        Attempt.class)
                .setParameter("job", jobId)
                .setParameter("part", part)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Of jobs that ended so long ago. @return how many rows went; at most the limit */
    int removeOld(int days, int limit) {
        List<?> old = entityManager
                .createNativeQuery("SELECT a.attemptID FROM attempt a JOIN job j ON j.jobID = a.fk_jobID"
                        + " WHERE a.ended < TIMESTAMPADD(DAY, ?1, CURRENT_TIMESTAMP(3))"
                        + " AND j.dateCompleted < TIMESTAMPADD(DAY, ?1, CURRENT_TIMESTAMP(3)) ORDER BY a.ended")
                .setParameter(1, -days)
                .setMaxResults(limit)
                .getResultList();
        old.forEach(id -> entityManager
                .createNativeQuery("DELETE FROM attempt WHERE attemptID = ?1")
                .setParameter(1, id)
                .executeUpdate());
        return old.size();
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}

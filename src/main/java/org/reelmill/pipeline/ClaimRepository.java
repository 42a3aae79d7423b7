package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.reelmill.shared.Uuids;

/**
 * The statements of the claim protocol, the same for all kinds of tasks. Plain SQL, because each must be one conditional
 * statement and the clock that counts is the database's. No statement locks more than the row it changes.
 */
@ApplicationScoped
@Transactional
class ClaimRepository {

    /** How many open tasks are looked at; one of them is picked at random, so that nodes seldom meet. */
    private static final int WINDOW = 8;

    /**
     * The node is behind a function, because MariaDB would look the row up by the index of nodes otherwise, lock that first,
     * and wait in a circle with those who begin at the row.
     */
    private static final String HELD =
            " = ?1 AND fence = ?2 AND COALESCE(fk_nodeUUID, fk_nodeUUID) = ?3 AND status = 1";

    /** How many jobs of the head of the queue are looked at. */
    private static final int JOBS = 64;

    @PersistenceContext
    private EntityManager entityManager;

    /** A task that may be claimed. @param size how much work it is, beside others of its kind */
    record Open(long taskId, long jobId, UUID jobUuid, long fence, long size) {}

    /** A job with open segments. */
    record OpenJob(long jobId, int priority) {}

    /** The head of the queue of an ingest or export: priority, then age. */
    List<Open> openTasks(TaskKind kind) {
        return opens(entityManager
                .createNativeQuery(
                        "SELECT t." + kind.idColumn() + ", j.jobID, j.jobUUID, t.fence, 1 FROM " + kind.table()
                                + " t JOIN job j ON j.jobID = t.fk_jobID"
                                + " WHERE t.status = 0 AND j.status = ?1 AND j.paused = FALSE AND j.jobUUID IS NOT NULL"
                                + " AND (t.not_before IS NULL OR t.not_before <= CURRENT_TIMESTAMP(3))"
                                + " ORDER BY j.priority DESC, j.jobID LIMIT " + WINDOW)
                .setParameter(1, kind.waiting().code()));
    }

    /** Jobs with open segments that this build of the encoder may work on: priority, then age. */
    List<OpenJob> jobsWithOpenSegments(String encoder) {
        return rows(entityManager
                        .createNativeQuery(
                                "SELECT j.jobID, j.priority FROM job j WHERE j.status = ?1 AND j.paused = FALSE"
                                        + " AND (j.encoder IS NULL OR j.encoder = ?2)"
                                        + " AND EXISTS (SELECT 1 FROM transcodeJob t WHERE t.fk_jobID = j.jobID AND t.status = 0"
                                        + " AND (t.not_before IS NULL OR t.not_before <= CURRENT_TIMESTAMP(3)))"
                                        + " ORDER BY j.priority DESC, j.jobID LIMIT " + JOBS)
                        .setParameter(1, JobStatus.TRANSCODING.code())
                        .setParameter(2, encoder))
                .stream()
                .map(row -> new OpenJob(number(row[0]), (int) number(row[1])))
                .toList();
    }

    /** The first open segments of a job. */
    List<Open> openSegments(long jobId) {
        return opens(entityManager
                .createNativeQuery("SELECT t.transcodeJobID, j.jobID, j.jobUUID, t.fence, t.frames FROM transcodeJob t"
                        + " JOIN job j ON j.jobID = t.fk_jobID WHERE t.fk_jobID = ?1 AND t.status = 0"
                        + " AND (t.not_before IS NULL OR t.not_before <= CURRENT_TIMESTAMP(3))"
                        + " ORDER BY t.segmentPart LIMIT " + WINDOW)
                .setParameter(1, jobId));
    }

    /** Takes an open task. @return false when somebody else was faster */
    boolean take(TaskKind kind, Open open, UUID node, int leaseSeconds) {
        String begin = kind == TaskKind.TRANSCODE ? ", started = CURRENT_TIMESTAMP(3), framesDone = 0" : "";
        return entityManager
                        .createNativeQuery(
                                "UPDATE " + kind.table() + " SET status = 1, fence = fence + 1, fk_nodeUUID = ?1,"
                                        + " lease_until = TIMESTAMPADD(SECOND, ?2, CURRENT_TIMESTAMP(3))" + begin
                                        + " WHERE " + kind.idColumn() + " = ?3 AND status = 0 AND fence = ?4")
                        .setParameter(1, Uuids.toBytes(node))
                        .setParameter(2, leaseSeconds)
                        .setParameter(3, open.taskId())
                        .setParameter(4, open.fence())
                        .executeUpdate()
                == 1;
    }

    /** Binds a job to the encoder of its first segment. @return false when it is bound to another one, or was stopped meanwhile */
    boolean bindEncoder(long jobId, String encoder) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE job SET encoder = ?2 WHERE jobID = ?1 AND status = ?3 AND paused = FALSE"
                                        + " AND (encoder IS NULL OR encoder = ?2)")
                        .setParameter(1, jobId)
                        .setParameter(2, encoder)
                        .setParameter(3, JobStatus.TRANSCODING.code())
                        .executeUpdate()
                == 1;
    }

    /** @return false when the claim is lost */
    boolean renew(Claim claim, int leaseSeconds, long frames) {
        String progress = claim.kind() == TaskKind.TRANSCODE ? ", framesDone = ?5" : "";
        Query query = bind(
                        entityManager.createNativeQuery("UPDATE " + claim.kind().table()
                                + " SET lease_until = TIMESTAMPADD(SECOND, ?4, CURRENT_TIMESTAMP(3))" + progress
                                + " WHERE "
                                + claim.kind().idColumn() + HELD),
                        claim)
                .setParameter(4, leaseSeconds);
        if (claim.kind() == TaskKind.TRANSCODE) {
            query.setParameter(5, frames);
        }
        return query.executeUpdate() == 1;
    }

    /** Whether the claim still holds; locks the task until the transaction ends, so that nothing can take it away meanwhile. */
    boolean holds(Claim claim) {
        return !bind(
                        entityManager.createNativeQuery(
                                "SELECT 1 FROM " + claim.kind().table() + " WHERE "
                                        + claim.kind().idColumn()
                                        + HELD + " FOR UPDATE"),
                        claim)
                .getResultList()
                .isEmpty();
    }

    boolean complete(Claim claim) {
        return end(claim, "status = 2, reason = NULL");
    }

    /** Gives the task back without a word. */
    boolean release(Claim claim) {
        return end(claim, "status = 0");
    }

    /** Counts a failure first, then compares (S4.52). */
    boolean fail(Claim claim, int tolerance, boolean fatal, String reason) {
        // status before failures: MySQL evaluates assignments from left to right, with the new values
        return bind(
                                entityManager.createNativeQuery(
                                        "UPDATE " + claim.kind().table()
                                                + " SET status = CASE WHEN failures + 1 >= ?4 THEN 13 ELSE 0 END,"
                                                + " not_before = TIMESTAMPADD(SECOND, 2 + 6 * failures, CURRENT_TIMESTAMP(3)),"
                                                + " failures = failures + 1, reason = ?5, fk_nodeUUID = NULL, lease_until = NULL"
                                                + " WHERE " + claim.kind().idColumn()
                                                + HELD),
                                claim)
                        .setParameter(4, fatal ? 0 : tolerance)
                        .setParameter(5, reason)
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes back all tasks whose lease ended; a crash counts like a failure (D4.10). They are looked up without locks and
     * changed one by one: an update over the index of leases would deadlock with those who end or renew theirs.
     *
     * @return how many
     */
    int expire(TaskKind kind, int tolerance) {
        String expired = " WHERE status = 1 AND lease_until < CURRENT_TIMESTAMP(3)";
        List<?> tasks = entityManager
                .createNativeQuery("SELECT " + kind.idColumn() + " FROM " + kind.table() + expired + " ORDER BY "
                        + kind.idColumn())
                .getResultList();
        return tasks.stream()
                .mapToInt(task -> entityManager
                        .createNativeQuery("UPDATE " + kind.table()
                                + " SET status = CASE WHEN crashes + 1 >= ?1 THEN 13 ELSE 0 END, crashes = crashes + 1,"
                                + " reason = 'The node that worked on it fell silent', fk_nodeUUID = NULL, lease_until = NULL"
                                + expired + " AND " + kind.idColumn() + " = ?2")
                        .setParameter(1, tolerance)
                        .setParameter(2, task)
                        .executeUpdate())
                .sum();
    }

    /** Gives back all tasks of a node that leaves in order. */
    void releaseAll(TaskKind kind, UUID node) {
        entityManager
                .createNativeQuery(
                        "UPDATE " + kind.table()
                                + " SET status = 0, fk_nodeUUID = NULL, lease_until = NULL WHERE fk_nodeUUID = ?1 AND status = 1")
                .setParameter(1, Uuids.toBytes(node))
                .executeUpdate();
    }

    /** Takes all running tasks of a job away from their nodes, whose heartbeats find out (cancel, delete). */
    void revoke(TaskKind kind, long jobId) {
        entityManager
                .createNativeQuery("UPDATE " + kind.table() + " SET status = 0, fence = fence + 1, fk_nodeUUID = NULL,"
                        + " lease_until = NULL WHERE fk_jobID = ?1 AND status = 1")
                .setParameter(1, jobId)
                .executeUpdate();
    }

    private boolean end(Claim claim, String what) {
        return bind(
                                entityManager.createNativeQuery(
                                        "UPDATE " + claim.kind().table() + " SET " + what
                                                + ", fk_nodeUUID = NULL, lease_until = NULL WHERE "
                                                + claim.kind().idColumn()
                                                + HELD),
                                claim)
                        .executeUpdate()
                == 1;
    }

    private static Query bind(Query query, Claim claim) {
        return query.setParameter(1, claim.taskId())
                .setParameter(2, claim.fence())
                .setParameter(3, Uuids.toBytes(claim.node()));
    }

    private static List<Open> opens(Query query) {
        return rows(query).stream()
                .map(row -> new Open(
                        number(row[0]),
                        number(row[1]),
                        Uuids.fromBytes((byte[]) row[2]),
                        number(row[3]),
                        number(row[4])))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}

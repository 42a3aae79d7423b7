package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.reelmill.shared.Uuids;

/**
 * The statements of the claim protocol, the same for all kinds of tasks. Plain SQL, because each must be one conditional
 * statement and the clock that counts is the database's.
 *
 * <p>No statement locks more than the row it changes, and each finds it by its number alone: on MariaDB whoever came to a row
 * by another index would wait in a circle with those who begin at the row.
 */
@ApplicationScoped
@Transactional
class ClaimRepository {

    /** So many tasks of a job are locked by one statement. */
    private static final int LOCKED_AT_A_TIME = 500;

    private static final String LEASED = "TIMESTAMPADD(SECOND, ?2, CURRENT_TIMESTAMP(3))";

    /** A number, because MariaDB would make a join of an EXISTS, and lock the job. */
    private static final String OF_JOB_AT_WORK = " AND GREATEST(fence, backupFence) = ?4"
            + " AND (SELECT COUNT(*) FROM job j WHERE j.jobID = ?5 AND j.status = 2 AND j.paused = FALSE AND j.encoder = ?6) = 1";

    static final String TAKE_SEGMENT = "UPDATE transcodeJob SET status = 1, fence = GREATEST(fence, backupFence) + 1,"
            + " fk_nodeUUID = ?1, lease_until = " + LEASED + ", started = CURRENT_TIMESTAMP(3), framesDone = 0"
            + " WHERE transcodeJobID = ?3 AND status = 0" + OF_JOB_AT_WORK;

    static final String TAKE_BACKUP = "UPDATE transcodeJob SET backupFence = GREATEST(fence, backupFence) + 1,"
            + " fk_backupUUID = ?1, backup_until = " + LEASED
            + " WHERE transcodeJobID = ?3 AND status = 1 AND fk_backupUUID IS NULL" + OF_JOB_AT_WORK;

    @PersistenceContext
    private EntityManager entityManager;

    /** Takes the open task of a job that moved along in this transaction. @return false when somebody else was faster */
    boolean take(TaskKind kind, QueueRepository.Open open, UUID node, int leaseSeconds) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE " + kind.table() + " SET status = 1, fence = fence + 1, fk_nodeUUID = ?1,"
                                        + " lease_until = TIMESTAMPADD(SECOND, ?2, CURRENT_TIMESTAMP(3)) WHERE "
                                        + kind.idColumn() + " = ?3 AND status = 0 AND fence = ?4")
                        .setParameter(1, Uuids.toBytes(node))
                        .setParameter(2, leaseSeconds)
                        .setParameter(3, open.taskId())
                        .setParameter(4, open.fence())
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes an open segment of a job that is bound to the node's encoder. The job is read, not locked, so that many may claim
     * of one film at a time; whoever ends a job raises the fences of its open segments ({@link #revoke}), and that decides.
     *
     * @return false when somebody else was faster, or the job was stopped meanwhile
     */
    boolean takeSegment(QueueRepository.Open open, UUID node, String encoder, int leaseSeconds) {
        return take(TAKE_SEGMENT, open, node, encoder, leaseSeconds);
    }

    /** Takes a segment that another node has in hand a second time. @return false when it was ended, or backed up, meanwhile */
    boolean takeBackup(QueueRepository.Open open, UUID node, String encoder, int leaseSeconds) {
        return take(TAKE_BACKUP, open, node, encoder, leaseSeconds);
    }

    private boolean take(String statement, QueueRepository.Open open, UUID node, String encoder, int leaseSeconds) {
        return entityManager
                        .createNativeQuery(statement)
                        .setParameter(1, Uuids.toBytes(node))
                        .setParameter(2, leaseSeconds)
                        .setParameter(3, open.taskId())
                        .setParameter(4, open.fence())
                        .setParameter(5, open.jobId())
                        .setParameter(6, encoder)
                        .executeUpdate()
                == 1;
    }

    /** Binds a job to the encoder of its first segment. @return false when it is bound already, or was stopped meanwhile */
    boolean bindEncoder(long jobId, String encoder) {
        return entityManager
                        .createNativeQuery("UPDATE job SET encoder = ?2 WHERE jobID = ?1 AND status = 2"
                                + " AND paused = FALSE AND encoder IS NULL")
                        .setParameter(1, jobId)
                        .setParameter(2, encoder)
                        .executeUpdate()
                == 1;
    }

    /** @return false when the claim is lost */
    boolean renew(Claim claim, int leaseSeconds, long frames) {
        return asHolder(claim, holder -> {
            String progress = claim.kind() == TaskKind.TRANSCODE && holder == Holder.FIRST ? ", framesDone = ?5" : "";
            Query query = entityManager
                    .createNativeQuery("UPDATE " + claim.kind().table() + " SET " + holder.lease
                            + " = TIMESTAMPADD(SECOND, ?4, CURRENT_TIMESTAMP(3))" + progress + holder.of(claim))
                    .setParameter(4, leaseSeconds);
            if (!progress.isEmpty()) {
                query.setParameter(5, frames);
            }
            return bind(query, claim).executeUpdate() == 1;
        });
    }

    /** Whether the claim still holds; locks the task until the transaction ends, so that nothing can take it away meanwhile. */
    boolean holds(Claim claim) {
        return asHolder(claim, holder -> !bind(
                        entityManager.createNativeQuery(
                                "SELECT 1 FROM " + claim.kind().table() + holder.of(claim) + " FOR UPDATE"),
                        claim)
                .getResultList()
                .isEmpty());
    }

    /** What a node holds, of either kind of attempt. */
    List<Claim> heldBy(TaskKind kind, UUID node) {
        return Holder.of(kind).stream()
                .flatMap(holder -> heldBy(kind, holder, node).stream())
                .toList();
    }

    private List<Claim> heldBy(TaskKind kind, Holder holder, UUID node) {
        List<?> rows = entityManager
                .createNativeQuery("SELECT t." + kind.idColumn() + ", j.jobID, j.jobUUID, t." + holder.fence + " FROM "
                        + kind.table() + " t JOIN job j ON j.jobID = t.fk_jobID WHERE t.status = 1 AND t." + holder.node
                        + " = ?1")
                .setParameter(1, Uuids.toBytes(node))
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> claim(kind, node, row))
                .toList();
    }

    private static Claim claim(TaskKind kind, UUID node, Object... row) {
        return new Claim(
                kind,
                ((Number) row[0]).longValue(),
                ((Number) row[1]).longValue(),
                Uuids.fromBytes((byte[]) row[2]),
                node,
                ((Number) row[3]).longValue());
    }

    /** The task is done; of two attempts that of the other one is lost with this. */
    boolean complete(Claim claim) {
        return asHolder(
                claim,
                holder -> bind(
                                        entityManager.createNativeQuery("UPDATE "
                                                + claim.kind().table() + " SET status = 2, reason = NULL"
                                                + (holder == Holder.BACKUP ? ", fence = backupFence" : "")
                                                + nobodys(claim.kind()) + holder.of(claim)),
                                        claim)
                                .executeUpdate()
                        == 1);
    }

    /** Gives the task back without a word. */
    boolean release(Claim claim) {
        return asHolder(
                claim,
                holder -> bind(
                                        entityManager.createNativeQuery(
                                                "UPDATE " + claim.kind().table() + " SET "
                                                        + left(claim.kind(), holder, "1 = 0") + holder.of(claim)),
                                        claim)
                                .executeUpdate()
                        == 1);
    }

    /** Counts a failure first, then compares (S4.52). */
    boolean fail(Claim claim, int tolerance, boolean fatal, String reason) {
        // failures last: MySQL evaluates assignments from left to right, with the new values
        return asHolder(
                claim,
                holder -> bind(
                                        entityManager.createNativeQuery("UPDATE "
                                                + claim.kind().table() + " SET "
                                                + left(claim.kind(), holder, "failures + crashes + 1 >= ?4")
                                                + ", not_before = TIMESTAMPADD(SECOND, 2 + 6 * failures, CURRENT_TIMESTAMP(3)),"
                                                + " failures = failures + 1, reason = ?5" + holder.of(claim)),
                                        claim)
                                .setParameter(4, fatal ? 0 : tolerance)
                                .setParameter(5, reason)
                                .executeUpdate()
                        == 1);
    }

    /**
     * Takes back all tasks whose lease ended; a crash counts like a failure (D4.10). They are looked up without locks and
     * changed one by one.
     *
     * @return the attempts that ended by it
     */
    List<AttemptRepository.Key> expire(TaskKind kind, int tolerance) {
        return Holder.of(kind).stream()
                .flatMap(holder -> expire(kind, holder, tolerance).stream())
                .toList();
    }

    static String expired(TaskKind kind, Holder holder) {
        return "SELECT " + kind.idColumn() + " FROM " + kind.table() + " WHERE " + holder.expired() + " ORDER BY "
                + kind.idColumn();
    }

    private List<AttemptRepository.Key> expire(TaskKind kind, Holder holder, int tolerance) {
        return numbers(expired(kind, holder)).stream()
                .map(task -> new AttemptRepository.Key(kind, task, fence(kind, holder, task)))
                .filter(attempt -> entityManager
                                .createNativeQuery("UPDATE " + kind.table() + " SET "
                                        + left(kind, holder, "failures + crashes + 1 >= ?1")
                                        + ", crashes = crashes + 1,"
                                        + " reason = 'The node that worked on it fell silent' WHERE "
                                        + kind.idColumn() + " = ?2 AND " + holder.expired())
                                .setParameter(1, tolerance)
                                .setParameter(2, attempt.taskId())
                                .executeUpdate()
                        == 1)
                .toList();
    }

    private long fence(TaskKind kind, Holder holder, long task) {
        return numbers("SELECT " + holder.fence + " FROM " + kind.table() + " WHERE " + kind.idColumn() + " = ?1", task)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    void reserve(Claim claim, long bytes) {
        asHolder(
                claim,
                holder -> bind(
                                        entityManager.createNativeQuery("UPDATE "
                                                + claim.kind().table() + " SET reserved = ?4" + holder.of(claim)),
                                        claim)
                                .setParameter(4, bytes)
                                .executeUpdate()
                        == 1);
    }

    /** Bytes that the running tasks of a kind may still write, but for one of them. */
    long reserved(TaskKind kind, Claim besides) {
        Object sum = entityManager
                .createNativeQuery("SELECT COALESCE(SUM(reserved), 0) FROM " + kind.table() + " WHERE status = 1 AND "
                        + kind.idColumn() + " <> ?1")
                .setParameter(1, kind == besides.kind() ? besides.taskId() : 0)
                .getSingleResult();
        return ((Number) sum).longValue();
    }

    /** The leases of a node end now. */
    void endLeases(TaskKind kind, UUID node) {
        for (Holder holder : Holder.of(kind)) {
            entityManager
                    .createNativeQuery("UPDATE " + kind.table() + " SET " + holder.lease
                            + " = TIMESTAMPADD(SECOND, -1, CURRENT_TIMESTAMP(3)) WHERE status = 1 AND " + holder.node
                            + " = ?1")
                    .setParameter(1, Uuids.toBytes(node))
                    .executeUpdate();
        }
    }

    /** Gives back all tasks of a node that leaves in order. */
    void releaseAll(TaskKind kind, UUID node) {
        for (Holder holder : Holder.of(kind)) {
            String held = "status = 1 AND " + holder.node + " = ?1";
            List<Long> tasks = numbers(
                    "SELECT " + kind.idColumn() + " FROM " + kind.table() + " WHERE " + held + " ORDER BY "
                            + kind.idColumn(),
                    Uuids.toBytes(node));
            for (long task : tasks) {
                entityManager
                        .createNativeQuery("UPDATE " + kind.table() + " SET " + left(kind, holder, "1 = 0") + " WHERE "
                                + kind.idColumn() + " = ?2 AND status = 1 AND COALESCE(" + holder.node + ", "
                                + holder.node + ") = ?1")
                        .setParameter(1, Uuids.toBytes(node))
                        .setParameter(2, task)
                        .executeUpdate();
            }
        }
    }

    /**
     * Takes all tasks of a job away from their nodes, whose heartbeats find out (cancel, delete), and from those who are about
     * to claim an open one: they have read its fence. The job is locked.
     */
    void revoke(TaskKind kind, long jobId) {
        String fence = kind == TaskKind.TRANSCODE ? "GREATEST(fence, backupFence)" : "fence";
        for (String some : lockAll(kind, jobId)) {
            entityManager
                    .createNativeQuery("UPDATE " + kind.table() + " SET status = 0, fence = " + fence + " + 1"
                            + nobodys(kind) + " WHERE " + kind.idColumn() + " IN (" + some
                            + ") AND COALESCE(status, status) < 2")
                    .executeUpdate();
        }
    }

    /** Removes all tasks of a job, which is locked. */
    void deleteAll(TaskKind kind, long jobId) {
        for (String some : lockAll(kind, jobId)) {
            entityManager
                    .createNativeQuery(
                            "DELETE FROM " + kind.table() + " WHERE " + kind.idColumn() + " IN (" + some + ")")
                    .executeUpdate();
        }
    }

    /** Locks the tasks of a job in the order of their numbers. @return their numbers, some at a time */
    private List<String> lockAll(TaskKind kind, long jobId) {
        List<Long> tasks = numbers(
                "SELECT " + kind.idColumn() + " FROM " + kind.table() + " WHERE fk_jobID = ?1 ORDER BY "
                        + kind.idColumn(),
                jobId);
        List<String> groups = new ArrayList<>();
        for (int from = 0; from < tasks.size(); from += LOCKED_AT_A_TIME) {
            groups.add(tasks.subList(from, Math.min(tasks.size(), from + LOCKED_AT_A_TIME)).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(",")));
        }
        groups.forEach(group -> entityManager
                .createNativeQuery("SELECT " + kind.idColumn() + " FROM " + kind.table() + " WHERE " + kind.idColumn()
                        + " IN (" + group + ") FOR UPDATE")
                .getResultList());
        return groups;
    }

    /** Who may hold a task. Only a segment may be held twice; the second attempt is the backup of the first. */
    enum Holder {
        FIRST("fk_nodeUUID", "fence", "lease_until"),
        BACKUP("fk_backupUUID", "backupFence", "backup_until");

        private final String node;
        private final String fence;
        private final String lease;

        Holder(String node, String fence, String lease) {
            this.node = node;
            this.fence = fence;
            this.lease = lease;
        }

        static List<Holder> of(TaskKind kind) {
            return kind == TaskKind.TRANSCODE ? List.of(FIRST, BACKUP) : List.of(FIRST);
        }

        private String expired() {
            return "status = 1 AND " + lease + " < CURRENT_TIMESTAMP(3)";
        }

        /** The condition that a claim holds as this one. The node is behind a function, so that no index of nodes is used. */
        private String of(Claim claim) {
            return " WHERE " + claim.kind().idColumn() + " = ?1 AND " + fence + " = ?2 AND COALESCE(" + node + ", "
                    + node + ") = ?3 AND status = 1";
        }
    }

    /**
     * A claim does not know which of two it is: the backup becomes the first when that ends without a result, and may do so
     * between two of these statements.
     */
    private static boolean asHolder(Claim claim, Predicate<Holder> change) {
        return change.test(Holder.FIRST)
                || claim.kind() == TaskKind.TRANSCODE && (change.test(Holder.BACKUP) || change.test(Holder.FIRST));
    }

    /**
     * What becomes of a task that one of its holders leaves: the other one has it alone, or it is open again; or it is dead,
     * if a condition over its old values says so. MySQL evaluates from left to right, with the new values.
     */
    private static String left(TaskKind kind, Holder holder, String dead) {
        if (kind != TaskKind.TRANSCODE) {
            return "status = CASE WHEN " + dead + " THEN 13 ELSE 0 END" + nobodys(kind);
        }
        boolean first = holder == Holder.FIRST;
        String other = first ? "fk_backupUUID" : "fk_nodeUUID";
        String alive = "CASE WHEN " + dead + " THEN NULL ELSE ";
        return "status = CASE WHEN " + dead + " THEN 13 WHEN " + other + " IS NULL THEN 0 ELSE 1 END"
                + (first ? ", fence = CASE WHEN fk_backupUUID IS NULL THEN fence ELSE backupFence END" : "")
                + ", fk_nodeUUID = " + alive + other + " END"
                + ", lease_until = " + alive + (first ? "backup_until" : "lease_until") + " END"
                + ", fk_backupUUID = NULL, backup_until = NULL";
    }

    private static String nobodys(TaskKind kind) {
        return ", fk_nodeUUID = NULL, lease_until = NULL"
                + (kind == TaskKind.TRANSCODE ? ", fk_backupUUID = NULL, backup_until = NULL" : "");
    }

    private static Query bind(Query query, Claim claim) {
        return query.setParameter(1, claim.taskId())
                .setParameter(2, claim.fence())
                .setParameter(3, Uuids.toBytes(claim.node()));
    }

    private List<Long> numbers(String select, Object... values) {
        Query query = entityManager.createNativeQuery(select);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        List<?> found = query.getResultList();
        return found.stream().map(value -> ((Number) value).longValue()).toList();
    }
}

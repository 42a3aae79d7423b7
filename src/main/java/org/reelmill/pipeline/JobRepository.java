package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reelmill.shared.Page;
import org.reelmill.shared.Uuids;

/** Statements about jobs. Moves of the state are conditional: a lost race is an answer, not an error. */
@ApplicationScoped
@Transactional
class JobRepository {

    /** Length of {@code job.reason} and {@code job_log.message}. */
    static final int TEXT = 2000;

    /**
     * All segments of a job, and the decode beside them, are done. Scalar values, because MariaDB would make joins of EXISTS,
     * and begin them at the million segments. A job without any segment is a fault, not a finished film (D4.4).
     */
    static final String ALL_DONE = notDone("transcodeJob") + notDone("verifyJob")
            + " AND (SELECT t.fk_jobID FROM transcodeJob t WHERE t.fk_jobID = job.jobID LIMIT 1) IS NOT NULL";

    static final String ANY_OPEN = "SELECT 1 FROM job WHERE status IN (0, 1, 2, 3, 4) AND paused = FALSE LIMIT 1";

    private final ClaimRepository tasks;

    @PersistenceContext
    private EntityManager entityManager;

    private final AttemptRepository attempts;
    private final Event<JobChanged> changed;

    @Inject
    JobRepository(ClaimRepository tasks, AttemptRepository attempts, Event<JobChanged> changed) {
        this.tasks = tasks;
        this.attempts = attempts;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected JobRepository() {
        this(null, null, null);
    }

    void insert(UUID uuid, String sourceName, String sourceKey, JobOrder order, int ageing) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO job (jobUUID, sourceName, sourceKey, dateAdded, origin, priority, client, wantedOutputs,"
                                + " ageing) VALUES (?1, ?2, ?3, CURRENT_TIMESTAMP(3), ?4, ?5, ?6, ?7, ?8)")
                .setParameter(1, Uuids.toBytes(uuid))
                .setParameter(2, sourceName)
                .setParameter(3, sourceKey)
                .setParameter(4, order.origin())
                .setParameter(5, order.priority())
                .setParameter(6, order.client().orElse(null))
                .setParameter(7, order.outputs().isEmpty() ? null : String.join(",", order.outputs()))
                .setParameter(8, ageing)
                .executeUpdate();
        changed.fire(new JobChanged(uuid, JobStatus.IMPORTED, false, order.priority()));
    }

    /** How fast waiting jobs gain on more urgent ones, for those that have not ended. One by one, as {@link #moveAll}. */
    void setAgeing(int seconds) {
        numbers(entityManager
                        .createNativeQuery("SELECT jobID FROM job WHERE status < 5 AND ageing <> ?1 ORDER BY jobID")
                        .setParameter(1, seconds))
                .forEach(job -> set(job, "ageing", seconds));
    }

    /** Gives every job that has none the row of its ingest. */
    void addMissingIngests() {
        entityManager
                .createNativeQuery(
                        "INSERT INTO ingestJob (fk_jobID) SELECT j.jobID FROM job j WHERE j.status = 0"
                                + " AND j.jobUUID IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ingestJob i WHERE i.fk_jobID = j.jobID)")
                .executeUpdate();
    }

    Optional<PipelineJob> find(UUID uuid) {
        return first(entityManager
                .createQuery("select j from PipelineJob j where j.uuid = :uuid", PipelineJob.class)
                .setParameter("uuid", uuid));
    }

    Optional<PipelineJob> find(long id) {
        return Optional.ofNullable(entityManager.find(PipelineJob.class, id));
    }

    /** As it is in the database now, whatever was read of the job before. */
    Optional<UUID> findUuid(long id) {
        List<?> found = entityManager
                .createNativeQuery("SELECT jobUUID FROM job WHERE jobID = ?1 AND jobUUID IS NOT NULL")
                .setParameter(1, id)
                .getResultList();
        return found.stream().map(value -> Uuids.fromBytes((byte[]) value)).findFirst();
    }

    /** The job, with its row locked until the transaction ends. */
    Optional<PipelineJob> lock(long id) {
        return Optional.ofNullable(entityManager.find(PipelineJob.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Locks the job until the transaction ends; to be called before anything of it is changed together with its tasks. */
    void lockRow(long id) {
        entityManager
                .createNativeQuery("SELECT jobID FROM job WHERE jobID = ?1 FOR UPDATE")
                .setParameter(1, id)
                .getResultList();
    }

    /** The job that has the right to a source: open, or ended and not yet cleaned. */
    Optional<PipelineJob> findBySourceKey(String sourceKey) {
        return first(entityManager
                .createQuery("select j from PipelineJob j where j.sourceKey = :key", PipelineJob.class)
                .setParameter("key", sourceKey));
    }

    /** As {@link #findBySourceKey}, for many. */
    List<PipelineJob> findBySourceKeys(List<String> sourceKeys) {
        return sourceKeys.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("select j from PipelineJob j where j.sourceKey in :keys", PipelineJob.class)
                        .setParameter("keys", sourceKeys)
                        .getResultList();
    }

    /**
     * How the tasks of one kind are.
     *
     * @param heldBack open ones that may not be claimed yet, because they failed just before
     * @param secondsHeldBack until the first of them may
     */
    record TaskCounts(long open, long running, long heldBack, long secondsHeldBack) {

        long undone() {
            return open + running;
        }
    }

    TaskCounts taskCounts(long id, TaskKind kind) {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT COALESCE(SUM(CASE WHEN status = 0 THEN 1 ELSE 0 END), 0),"
                        + " COALESCE(SUM(CASE WHEN status = 1 THEN 1 ELSE 0 END), 0),"
                        + " COALESCE(SUM(CASE WHEN status = 0 AND not_before > CURRENT_TIMESTAMP(3) THEN 1 ELSE 0 END), 0),"
                        + " COALESCE(TIMESTAMPDIFF(SECOND, CURRENT_TIMESTAMP(3), MIN(CASE WHEN status = 0 THEN not_before END)), 0)"
                        + " FROM " + kind.table() + " WHERE fk_jobID = ?1")
                .setParameter(1, id)
                .getSingleResult();
        return new TaskCounts(
                ((Number) row[0]).longValue(),
                ((Number) row[1]).longValue(),
                ((Number) row[2]).longValue(),
                ((Number) row[3]).longValue());
    }

    /**
     * Seconds until the running tasks of a job are taken back; empty when one of them was prolonged in time.
     *
     * @param leaseSeconds of which a third may pass from one prolongation to the next
     */
    OptionalLong secondsToRelease(long id, TaskKind kind, int leaseSeconds) {
        Object seconds = entityManager
                .createNativeQuery("SELECT TIMESTAMPDIFF(SECOND, CURRENT_TIMESTAMP(3), MAX(lease_until)) FROM "
                        + kind.table() + " WHERE fk_jobID = ?1 AND status = 1")
                .setParameter(1, id)
                .getSingleResult();
        return seconds instanceof Number left && left.longValue() < leaseSeconds / 2
                ? OptionalLong.of(left.longValue())
                : OptionalLong.empty();
    }

    /** The fence of the running attempt at a job's task, or else the one that the next attempt gets; empty without such a task. */
    OptionalLong leastLivingFence(long id, TaskKind kind) {
        List<?> found = entityManager
                .createNativeQuery("SELECT CASE WHEN status = 1 THEN fence ELSE fence + 1 END FROM " + kind.table()
                        + " WHERE fk_jobID = ?1")
                .setParameter(1, id)
                .getResultList();
        return found.stream().mapToLong(fence -> ((Number) fence).longValue()).findFirst();
    }

    /** Jobs that wait for the same stage and come first, by rank. */
    long countAhead(PipelineJob job) {
        return ((Number) entityManager
                        .createNativeQuery("SELECT COUNT(*) FROM job j JOIN job m ON m.jobID = ?1"
                                + " WHERE j.status = ?2 AND j.paused = FALSE AND (j.queueRank < m.queueRank"
                                + " OR j.queueRank = m.queueRank AND j.jobID < m.jobID)")
                        .setParameter(1, job.id())
                        .setParameter(2, job.status().code())
                        .getSingleResult())
                .longValue();
    }

    /**
     * Rows that somebody wrote by hand and that are not jobs yet: bare ones (X9), and those that were set back to 0, ended
     * (S4.31) or in the middle of their segments.
     */
    List<PipelineJob> unadopted() {
        return entityManager
                .createQuery(
                        "select j from PipelineJob j where j.status = 0 and (j.uuid is null or j.ended is not null"
                                + " or exists (select t.id from TranscodeTask t where t.jobId = j.id)) order by j.id",
                        PipelineJob.class)
                .setMaxResults(100)
                .getResultList();
    }

    /** Rows that somebody wrote by hand with the status of a job at work. */
    List<PipelineJob> nameless() {
        return entityManager
                .createQuery(
                        "select j from PipelineJob j where j.uuid is null and j.status > 0 and j.status < 5 order by j.id",
                        PipelineJob.class)
                .setMaxResults(100)
                .getResultList();
    }

    /** @return false when the row is no longer as it was read */
    boolean adopt(long id, UUID uuid, String sourceKey, int ageing) {
        return tell(
                id,
                entityManager
                                .createNativeQuery(
                                        "UPDATE job SET jobUUID = ?2, sourceKey = ?3, ageing = ?4,"
                                                + " dateAdded = COALESCE(dateAdded, CURRENT_TIMESTAMP(3)), dateCompleted = NULL,"
                                                + " failed = FALSE, completed = FALSE, cleaned = FALSE, cleaner = NULL,"
                                                + " cleaning_until = NULL, reason = NULL, notes = NULL,"
                                                + " started = NULL, onePiece = NULL, encoder = NULL, framesVerified = FALSE WHERE jobID = ?1 AND status = 0")
                                .setParameter(1, id)
                                .setParameter(2, Uuids.toBytes(uuid))
                                .setParameter(3, sourceKey)
                                .setParameter(4, ageing)
                                .executeUpdate()
                        == 1);
    }

    void identify(long id, UUID uuid) {
        set(id, "jobUUID", Uuids.toBytes(uuid));
        tell(id);
    }

    boolean move(long id, JobStatus from, JobStatus to) {
        if (from != to && !from.mayBecome(to)) {
            throw new IllegalArgumentException("a job may not go from " + from + " to " + to);
        }
        return tell(
                id,
                entityManager
                                .createNativeQuery("UPDATE job SET status = ?3 WHERE jobID = ?1 AND status = ?2")
                                .setParameter(1, id)
                                .setParameter(2, from.code())
                                .setParameter(3, to.code())
                                .executeUpdate()
                        == 1);
    }

    /** Has the film decoded from start to end, beside its segments. */
    void addVerification(long id) {
        entityManager
                .createNativeQuery("INSERT INTO verifyJob (fk_jobID) VALUES (?1)")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** Moves jobs whose segments are all done, and verified if they are to be, on to the export, and gives them the row of it (S4.45). @return how many */
    int advanceTranscoded() {
        int moved = moveAll(JobStatus.TRANSCODING, JobStatus.TRANSCODED, ALL_DONE);
        if (moved > 0) {
            entityManager
                    .createNativeQuery("INSERT INTO exportJob (fk_jobID) SELECT j.jobID FROM job j WHERE j.status = 3"
                            + " AND NOT EXISTS (SELECT 1 FROM exportJob e WHERE e.fk_jobID = j.jobID)")
                    .executeUpdate();
        }
        return moved;
    }

    private static String notDone(String table) {
        return " AND (SELECT t.fk_jobID FROM " + table
                + " t WHERE t.fk_jobID = job.jobID AND t.status <> 2 LIMIT 1) IS NULL";
    }

    List<Long> withStatus(JobStatus status) {
        return numbers(entityManager
                .createNativeQuery("SELECT jobID FROM job WHERE status = ?1")
                .setParameter(1, status.code()));
    }

    /** Jobs in work that one of their tasks has doomed; not those that ended and were set back by hand, which start anew. */
    List<Long> doomed() {
        return numbers(entityManager.createNativeQuery(doomedSql()));
    }

    static String doomedSql() {
        String dead =
                " SELECT t.fk_jobID FROM %s t JOIN job j ON j.jobID = t.fk_jobID WHERE t.status = 13 AND j.status < 5 AND j.dateCompleted IS NULL";
        return Arrays.stream(TaskKind.values())
                .map(kind -> dead.formatted(kind.table()))
                .collect(Collectors.joining(" UNION"));
    }

    /** Jobs that wait as running although no task of theirs is (their node died): back to where they can be claimed. */
    int rollBackAbandoned() {
        return rollBack(TaskKind.INGEST) + rollBack(TaskKind.EXPORT);
    }

    private int rollBack(TaskKind kind) {
        return moveAll(
                kind.working(),
                kind.waiting(),
                " AND NOT EXISTS (SELECT 1 FROM " + kind.table()
                        + " t WHERE t.fk_jobID = job.jobID AND t.status <> 0)");
    }

    static String toMove(String condition) {
        return "SELECT jobID FROM job WHERE status = ?1" + condition + " ORDER BY jobID";
    }

    /**
     * Moves all jobs of a status that fulfil a condition. They are looked up without locks and moved one by one: an update
     * over the index of statuses would deadlock with those who move theirs.
     */
    private int moveAll(JobStatus from, JobStatus to, String condition) {
        List<Long> found =
                numbers(entityManager.createNativeQuery(toMove(condition)).setParameter(1, from.code()));
        return (int) found.stream()
                .filter(job -> tell(
                        job,
                        entityManager
                                        .createNativeQuery("UPDATE job SET status = ?2 WHERE jobID = ?3 AND status = ?1"
                                                + condition)
                                        .setParameter(1, from.code())
                                        .setParameter(2, to.code())
                                        .setParameter(3, job)
                                        .executeUpdate()
                                == 1))
                .count();
    }

    /** The reason of the task that doomed the job. */
    Optional<String> taskReason(long id) {
        for (TaskKind kind : TaskKind.values()) {
            List<?> reasons = entityManager
                    .createNativeQuery("SELECT reason FROM " + kind.table()
                            + " WHERE fk_jobID = ?1 AND status = 13 AND reason IS NOT NULL")
                    .setParameter(1, id)
                    .getResultList();
            if (!reasons.isEmpty()) {
                return Optional.of((String) reasons.get(0));
            }
        }
        return Optional.empty();
    }

    /** Ends a job that has not ended. @return false when it had */
    boolean end(long id, JobStatus end, String reason) {
        return tell(
                id,
                entityManager
                                .createNativeQuery(
                                        "UPDATE job SET status = ?2, failed = ?3, reason = ?4, dateCompleted = CURRENT_TIMESTAMP(3)"
                                                + " WHERE jobID = ?1 AND status < 5")
                                .setParameter(1, id)
                                .setParameter(2, end.code())
                                .setParameter(3, end == JobStatus.ERROR)
                                .setParameter(4, cut(reason))
                                .executeUpdate()
                        == 1);
    }

    /** The last step of a job that succeeded (X3). */
    boolean complete(long id, String certificate) {
        return tell(
                id,
                entityManager
                                .createNativeQuery(
                                        "UPDATE job SET status = 5, completed = TRUE, failed = FALSE, reason = NULL, certificate = ?2,"
                                                + " dateCompleted = CURRENT_TIMESTAMP(3) WHERE jobID = ?1 AND status = 4")
                                .setParameter(1, id)
                                .setParameter(2, certificate)
                                .executeUpdate()
                        == 1);
    }

    /** @throws jakarta.persistence.PersistenceException a unique key is violated: another job has taken it */
    void takeDeliveryName(long id, String name) {
        entityManager
                .createNativeQuery("INSERT INTO delivery_name (nameKey, fk_jobID) VALUES (?1, ?2)")
                .setParameter(1, Jobs.key(name))
                .setParameter(2, id)
                .executeUpdate();
    }

    /** Rows of a finished job that nobody needs any more (S4.51). */
    void clearTasks(long id) {
        releaseDeliveryNames(id);
        attempts.revokeAll(id);
        for (TaskKind kind : TaskKind.values()) {
            tasks.deleteAll(kind, id);
        }
        entityManager
                .createNativeQuery("UPDATE job SET mediaInfo = NULL, preparedSource = NULL WHERE jobID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    void releaseDeliveryNames(long id) {
        entityManager
                .createNativeQuery("DELETE FROM delivery_name WHERE fk_jobID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** Brings an ended job back to its start. @return false when it has not ended, or is still being cleaned */
    boolean revive(long id, String sourceKey) {
        boolean revived = entityManager
                        .createNativeQuery(
                                "UPDATE job SET status = 0, failed = FALSE, cleaned = FALSE, reason = NULL, notes = NULL,"
                                        + " dateCompleted = NULL, sourceKey = ?2, started = NULL, onePiece = NULL, encoder = NULL, framesVerified = FALSE,"
                                        + " paused = FALSE WHERE jobID = ?1 AND status IN (13, 14) AND cleaned = TRUE")
                        .setParameter(1, id)
                        .setParameter(2, sourceKey)
                        .executeUpdate()
                == 1;
        if (revived) {
            resetTasks(id);
            tell(id);
        }
        return revived;
    }

    /** Sends a job back to its start, to be milled without a cut. @return false when it is not at work, or was sent already */
    boolean recut(long id, String why) {
        boolean recut = entityManager
                        .createNativeQuery(
                                "UPDATE job SET status = 0, onePiece = ?2, encoder = NULL, framesVerified = FALSE"
                                        + " WHERE jobID = ?1 AND status IN (1, 2, 4) AND onePiece IS NULL")
                        .setParameter(1, id)
                        .setParameter(2, cut(why))
                        .executeUpdate()
                == 1;
        if (recut) {
            resetTasks(id);
            tell(id);
        }
        return recut;
    }

    /** All counters start anew (S4.52 read with D4.17). */
    void resetTasks(long id) {
        attempts.revokeAll(id);
        for (TaskKind kind : List.of(TaskKind.TRANSCODE, TaskKind.VERIFY, TaskKind.EXPORT)) {
            tasks.deleteAll(kind, id);
        }
        entityManager
                .createNativeQuery("DELETE FROM job_rendition WHERE fk_jobID = ?1")
                .setParameter(1, id)
                .executeUpdate();
        entityManager
                .createNativeQuery(
                        "UPDATE ingestJob SET status = 0, failures = 0, crashes = 0, not_before = NULL, reason = NULL,"
                                + " fk_nodeUUID = NULL, lease_until = NULL WHERE fk_jobID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    void setPaused(long id, boolean paused) {
        set(id, "paused", paused);
        tell(id);
    }

    void setPriority(long id, int priority) {
        set(id, "priority", priority);
        tell(id);
    }

    void setWanted(long id, JobOrder order) {
        set(id, "client", order.client().orElse(null));
        set(id, "wantedOutputs", order.outputs().isEmpty() ? null : String.join(",", order.outputs()));
        set(id, "priority", order.priority());
        set(id, "origin", order.origin());
        tell(id);
    }

    void probed(long id, String mediaInfo, BasicFileAttributes source) {
        set(id, "mediaInfo", mediaInfo);
        set(id, "sourceBytes", source.size());
        retimed(id, source);
    }

    /** The source has another time, and the same bytes. */
    void retimed(long id, BasicFileAttributes source) {
        set(id, "sourceModified", source.lastModifiedTime().toMillis());
    }

    /** The row of an ended job goes: at once if the job is clean, else once it is. @return whether it is gone already */
    boolean remove(long id) {
        boolean later = entityManager
                        .createNativeQuery("UPDATE job SET removal = TRUE WHERE jobID = ?1 AND cleaned = FALSE")
                        .setParameter(1, id)
                        .executeUpdate()
                == 1;
        if (!later) {
            delete(id);
        }
        return !later;
    }

    void prepared(long id, String preparedSource, String sha256, boolean framesVerified) {
        set(id, "preparedSource", preparedSource);
        set(id, "sourceSha256", sha256);
        set(id, "framesVerified", framesVerified);
    }

    void setNotes(long id, Collection<String> notes) {
        set(id, "notes", notes.isEmpty() ? null : String.join("\n", notes));
    }

    void started(long id) {
        entityManager
                .createNativeQuery("UPDATE job SET started = CURRENT_TIMESTAMP(3) WHERE jobID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    void delete(long id) {
        Optional<UUID> uuid = findUuid(id);
        entityManager
                .createNativeQuery("DELETE FROM job WHERE jobID = ?1")
                .setParameter(1, id)
                .executeUpdate();
        uuid.ifPresent(this::tellGone);
    }

    /** Tells those who watch that a job is there no more. */
    void tellGone(UUID gone) {
        changed.fire(new JobChanged(gone, null, false, 0));
    }

    /** Whether there is no job at all. */
    boolean none() {
        return entityManager
                .createNativeQuery("SELECT 1 FROM job LIMIT 1")
                .getResultList()
                .isEmpty();
    }

    /** Whether any job is on its way. */
    boolean anyOpen() {
        return !entityManager.createNativeQuery(ANY_OPEN).getResultList().isEmpty();
    }

    /** Whether any of the outputs is active (S4.24). */
    boolean hasActiveOutput() {
        return !entityManager
                .createNativeQuery("SELECT 1 FROM output WHERE active = TRUE LIMIT 1")
                .getResultList()
                .isEmpty();
    }

    void log(long id, String node, String level, String message) {
        entityManager
                .createNativeQuery("INSERT INTO job_log (fk_jobID, logged, node, level, message)"
                        + " VALUES (?1, CURRENT_TIMESTAMP(3), ?2, ?3, ?4)")
                .setParameter(1, id)
                .setParameter(2, node)
                .setParameter(3, level)
                .setParameter(4, cut(message))
                .executeUpdate();
    }

    Page<JobLogEntry> logPage(long id, int offset, int limit) {
        List<JobLogEntry> rows = entityManager
                .createQuery("select l from JobLogEntry l where l.jobId = :job order by l.id", JobLogEntry.class)
                .setParameter("job", id)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        long total = entityManager
                .createQuery("select count(l) from JobLogEntry l where l.jobId = :job", Long.class)
                .setParameter("job", id)
                .getSingleResult();
        return new Page<>(rows, total, offset);
    }

    /** Tells those who watch that something of a job was changed. */
    void tell(long id) {
        entityManager
                .createQuery(
                        "select j.uuid, j.status, j.paused, j.priority from PipelineJob j where j.id = :id and j.uuid is not null",
                        Object[].class)
                .setParameter("id", id)
                .getResultList()
                .forEach(row -> changed.fire(new JobChanged(
                        (UUID) row[0], JobStatus.of((Integer) row[1]), (Boolean) row[2], (Integer) row[3])));
    }

    private boolean tell(long id, boolean done) {
        if (done) {
            tell(id);
        }
        return done;
    }

    private void set(long id, String column, Object value) {
        entityManager
                .createNativeQuery("UPDATE job SET " + column + " = ?2 WHERE jobID = ?1")
                .setParameter(1, id)
                .setParameter(2, value)
                .executeUpdate();
    }

    private static Optional<PipelineJob> first(TypedQuery<PipelineJob> query) {
        return query.setMaxResults(1).getResultStream().findFirst();
    }

    private static List<Long> numbers(Query query) {
        List<?> values = query.getResultList();
        return values.stream().map(value -> ((Number) value).longValue()).toList();
    }

    private static String cut(String text) {
        return text == null || text.length() <= TEXT ? text : text.substring(0, TEXT - 1) + "…";
    }
}

package org.reelmill.pipeline;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.reelmill.node.ThisNode;
import org.reelmill.shared.Uuids;

/**
 * The queue of open tasks, by the rank of their jobs (V035). Read without locks: what is found may be somebody else's a moment
 * later, which {@link ClaimRepository} finds out. Every statement is led by an index, however long the queue
 * ({@code QueuePlansIT} asks MariaDB).
 */
@ApplicationScoped
@Transactional
class QueueRepository {

    /** How many open tasks are looked at; one of them is picked at random, so that nodes seldom meet. */
    static final int WINDOW = 8;

    /** How many jobs of the head of the queue are looked at: over so many films nodes spread. */
    static final int JOBS = 16;

    /** How many segments in hand are looked at for one that is slow. */
    private static final int RUNNING = 16;

    private static final double MILLIS = 1e3;

    /** With the columns that the condition holds still, because H2 would sort otherwise what its index has in order. */
    private static final String BY_RANK = "ORDER BY j.status, j.paused, j.queueRank, j.jobID";

    private static final String DUE = "(t.not_before IS NULL OR t.not_before <= CURRENT_TIMESTAMP(3))";

    /** The segments of a job are for a node: of its build of the encoder (?1), whose fingerprint the first one gives the job. */
    private static final String FITS = "j.status = 2 AND j.paused = FALSE AND (j.encoder IS NULL OR j.encoder = ?1)";

    /**
     * One scalar value, because MariaDB would make a join of an EXISTS, and begin it at the million segments. With a hint,
     * because it would rather pass over the segments of a job that are done already. From the end, because at the front it
     * would pass over those that were claimed a moment ago: InnoDB's index keeps them as open ones until it is purged.
     */
    private static final String LAST_OPEN = "(SELECT t.segmentPart FROM transcodeJob t USE INDEX (ix_transcode_claim)"
            + " WHERE t.fk_jobID = j.jobID AND t.status = 0 AND " + DUE
            + " ORDER BY t.fk_jobID DESC, t.status DESC, t.segmentPart DESC LIMIT 1)";

    private static final String SEGMENT =
            "SELECT t.transcodeJobID, j.jobID, j.jobUUID, GREATEST(t.fence, t.backupFence), t.segmentPart, t.frames";

    static final String JOBS_WITH_OPEN_SEGMENTS = "SELECT j.jobID, j.queueRank, j.ageing, " + LAST_OPEN
            + " FROM job j WHERE " + FITS + " AND " + LAST_OPEN + " IS NOT NULL " + BY_RANK + " LIMIT " + JOBS;

    /** With the same hint. */
    private static final String OPEN_SEGMENTS = SEGMENT
            + ", j.encoder FROM transcodeJob t USE INDEX (ix_transcode_claim) JOIN job j ON j.jobID = t.fk_jobID"
            + " WHERE t.fk_jobID = ?2 AND t.status = 0 AND " + DUE + " AND " + FITS;

    static final String OPEN_SEGMENTS_FROM =
            OPEN_SEGMENTS + " AND t.segmentPart >= ?3 ORDER BY t.fk_jobID, t.status, t.segmentPart LIMIT " + WINDOW;

    static final String LAST_OPEN_SEGMENTS =
            OPEN_SEGMENTS + " ORDER BY t.fk_jobID DESC, t.status DESC, t.segmentPart DESC LIMIT " + WINDOW;

    /** Segments in hand of other nodes, of films that have none left to begin; the oldest first. */
    static final String LAST_RUNNING_SEGMENTS = SEGMENT
            + ", t.framesDone, TIMESTAMPDIFF(MICROSECOND, t.started, CURRENT_TIMESTAMP(3))"
            + " FROM transcodeJob t JOIN job j ON j.jobID = t.fk_jobID"
            + " WHERE t.status = 1 AND t.fk_backupUUID IS NULL AND t.fk_nodeUUID <> ?2 AND " + FITS
            + " AND (SELECT o.transcodeJobID FROM transcodeJob o WHERE o.fk_jobID = t.fk_jobID AND o.status = 0 LIMIT 1)"
            + " IS NULL ORDER BY t.started LIMIT " + RUNNING;

    static final String RANK_OF_READY_JOB =
            "SELECT j.queueRank FROM job j WHERE j.status = 2 AND j.paused = FALSE " + BY_RANK + " LIMIT 1 OFFSET ?1";

    @PersistenceContext
    private EntityManager entityManager;

    /**
     * A task that may be claimed.
     *
     * @param fence the highest that was given out for it
     * @param part of the segment; null when the task is one of the whole job
     */
    record Open(long taskId, long jobId, UUID jobUuid, long fence, Integer part) {}

    /**
     * A job with open segments.
     *
     * @param ageing seconds that count as much as one point of priority
     * @param lastPart the last of its open segments
     */
    record OpenJob(long jobId, long rank, long ageing, int lastPart) {}

    /** @param bound whether the job has an encoder already; then it is the node's */
    record OpenSegment(Open task, long frames, boolean bound) {}

    /** A segment in hand of another node. */
    record RunningSegment(Open task, long frames, long framesDone, long micros) {}

    /** Pictures and milliseconds of the segments of a film that one node has done. */
    record Pace(long frames, long millis) {

        /** Infinite when it has done none. */
        double secondsFor(long pictures) {
            return frames == 0 ? Double.POSITIVE_INFINITY : pictures * (millis / MILLIS) / frames;
        }

        Pace plus(Pace other) {
            return new Pace(frames + other.frames, millis + other.millis);
        }
    }

    /** Scalar values, because MariaDB would begin a join at the tasks, however many there are, and sort them. */
    static String openTasksOf(TaskKind kind) {
        String ofTask = "(SELECT t.%s FROM " + kind.table() + " t WHERE t.fk_jobID = j.jobID AND " + DUE + ")";
        return "SELECT " + ofTask.formatted(kind.idColumn()) + ", j.jobID, j.jobUUID, " + ofTask.formatted("fence")
                + " FROM job j WHERE j.status = ?1 AND j.paused = FALSE AND j.queueRank < ?2 AND j.jobUUID IS NOT NULL"
                + " AND " + ofTask.formatted("status") + " = 0 " + BY_RANK + " LIMIT " + WINDOW;
    }

    /** The head of the queue of an ingest, a verification or an export, as far as it is before a rank. */
    List<Open> openTasks(TaskKind kind, long before) {
        return rows(entityManager
                        .createNativeQuery(openTasksOf(kind))
                        .setParameter(1, kind.waiting().code())
                        .setParameter(2, before))
                .stream()
                .map(row -> open(row, null))
                .toList();
    }

    /** The rank of a job whose segments wait or are in hand, counted from 0 from the head of the queue. */
    OptionalLong rankOfReadyJob(int place) {
        List<?> ranks = entityManager
                .createNativeQuery(RANK_OF_READY_JOB)
                .setParameter(1, place)
                .getResultList();
        return ranks.stream().mapToLong(QueueRepository::number).findFirst();
    }

    /** The rank of a job in the queue. */
    OptionalLong rank(long jobId) {
        List<?> ranks = entityManager
                .createNativeQuery("SELECT queueRank FROM job WHERE jobID = ?1")
                .setParameter(1, jobId)
                .getResultList();
        return ranks.stream().mapToLong(QueueRepository::number).findFirst();
    }

    /** The first jobs that have open segments for a node. */
    List<OpenJob> jobsWithOpenSegments(ThisNode node) {
        return rows(entityManager
                        .createNativeQuery(doable(JOBS_WITH_OPEN_SEGMENTS, node))
                        .setParameter(1, node.encoder()))
                .stream()
                .map(row -> new OpenJob(number(row[0]), number(row[1]), number(row[2]), (int) number(row[3])))
                .toList();
    }

    /** Open segments of a job, from a part onwards. */
    List<OpenSegment> openSegments(long jobId, ThisNode node, int fromPart) {
        return openSegments(
                entityManager
                        .createNativeQuery(doable(OPEN_SEGMENTS_FROM, node))
                        .setParameter(3, fromPart),
                jobId,
                node);
    }

    /** The last open segments of a job. */
    List<OpenSegment> lastOpenSegments(long jobId, ThisNode node) {
        return openSegments(entityManager.createNativeQuery(doable(LAST_OPEN_SEGMENTS, node)), jobId, node);
    }

    List<RunningSegment> lastRunningSegments(ThisNode node) {
        return rows(entityManager
                        .createNativeQuery(doable(LAST_RUNNING_SEGMENTS, node))
                        .setParameter(1, node.encoder())
                        .setParameter(2, Uuids.toBytes(node.uuid())))
                .stream()
                .map(row -> new RunningSegment(segment(row), number(row[5]), number(row[6]), number(row[7])))
                .toList();
    }

    /** What the nodes, by their names, have done of a film. */
    Map<String, Pace> paces(long jobId) {
        return rows(entityManager
                        .createNativeQuery("SELECT doneBy, SUM(framesDone), SUM(encodeMillis) FROM transcodeJob"
                                + " WHERE fk_jobID = ?1 AND status = 2 AND encodeMillis > 0 GROUP BY doneBy")
                        .setParameter(1, jobId))
                .stream()
                .collect(toMap(row -> (String) row[0], row -> new Pace(number(row[1]), number(row[2]))));
    }

    /** For a node that lacks a codec, without the jobs that need it; for all others the statement as it is. */
    private static String doable(String statement, ThisNode node) {
        String condition = Suitability.condition(node);
        return condition.isEmpty() ? statement : statement.replace(FITS, FITS + condition);
    }

    private static List<OpenSegment> openSegments(Query query, long jobId, ThisNode node) {
        return rows(query.setParameter(1, node.encoder()).setParameter(2, jobId)).stream()
                .map(row -> new OpenSegment(segment(row), number(row[5]), row[6] != null))
                .toList();
    }

    private static Open segment(Object... row) {
        return open(row, (int) number(row[4]));
    }

    private static Open open(Object[] row, Integer part) {
        return new Open(number(row[0]), number(row[1]), Uuids.fromBytes((byte[]) row[2]), number(row[3]), part);
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}

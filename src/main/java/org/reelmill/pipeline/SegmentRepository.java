package org.reelmill.pipeline;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.Segment;
import org.reelmill.shared.Page;

/** Segments, their parts, and the renditions they are parts of. */
@ApplicationScoped
@Transactional
class SegmentRepository {

    @PersistenceContext
    private EntityManager entityManager;

    /** How far the segments of a job are. */
    record Counts(long total, long completed, long running, long failed, long frames, long framesDone) {

        /** Of a job without segments. */
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        private static Counts of(Object... row) {
            long[] numbers = Arrays.stream(row)
                    .mapToLong(value -> ((Number) value).longValue())
                    .toArray();
            return new Counts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        }
    }

    void replaceAll(long jobId, List<Segment> segments) {
        delete("TranscodeTask", jobId);
        segments.forEach(segment -> entityManager.persist(new TranscodeTask(jobId, segment)));
    }

    void replaceRenditions(long jobId, List<JobRendition> renditions) {
        delete("JobRendition", jobId);
        renditions.forEach(entityManager::persist);
        entityManager
                .createNativeQuery("UPDATE job SET codecs = ?2 WHERE jobID = ?1")
                .setParameter(1, jobId)
                .setParameter(2, Suitability.column(renditions))
                .executeUpdate();
    }

    List<JobRendition> renditions(long jobId) {
        return renditionsOf(List.of(jobId));
    }

    TranscodeTask segment(long id) {
        return entityManager.find(TranscodeTask.class, id);
    }

    List<TranscodeTask> segments(long jobId) {
        return entityManager
                .createQuery("select t from TranscodeTask t where t.jobId = :job order by t.part", TranscodeTask.class)
                .setParameter("job", jobId)
                .getResultList();
    }

    Page<TranscodeTask> page(long jobId, int offset, int limit) {
        List<TranscodeTask> rows = entityManager
                .createQuery("select t from TranscodeTask t where t.jobId = :job order by t.part", TranscodeTask.class)
                .setParameter("job", jobId)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        return new Page<>(rows, counts(jobId).total(), offset);
    }

    /** These of its segments that are there, in their order. */
    List<TranscodeTask> some(long jobId, Collection<Integer> parts) {
        return parts.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(
                                "select t from TranscodeTask t where t.jobId = :job and t.part in :parts order by t.part",
                                TranscodeTask.class)
                        .setParameter("job", jobId)
                        .setParameter("parts", parts)
                        .getResultList();
    }

    List<TranscodeTask> running(long jobId) {
        return entityManager
                .createQuery(
                        "select t from TranscodeTask t where t.jobId = :job and t.status = 1 order by t.part",
                        TranscodeTask.class)
                .setParameter("job", jobId)
                .getResultList();
    }

    /** Jobs of which a segment is being encoded. */
    List<Long> jobsRunning(int limit) {
        return entityManager
                .createQuery("select distinct t.jobId from TranscodeTask t where t.status = 1", Long.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * Has a segment encoded again as soon as a node takes it, with all counters at zero.
     *
     * @return false when it is being encoded now
     */
    boolean renew(long id) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE transcodeJob SET status = 0, framesDone = 0, failures = 0, crashes = 0,"
                                        + " not_before = NULL, reason = NULL WHERE transcodeJobID = ?1 AND status <> 1")
                        .setParameter(1, id)
                        .executeUpdate()
                == 1;
    }

    Counts counts(long jobId) {
        return countsOf(List.of(jobId)).getOrDefault(jobId, Counts.NONE);
    }

    /** By job; jobs without segments are not in it. */
    Map<Long, Counts> countsOf(List<Long> jobIds) {
        if (jobIds.isEmpty()) {
            return Map.of();
        }
        // JPQL, because a list cannot be bound to plain SQL
        return entityManager
                .createQuery(
                        "select t.jobId, count(t), sum(case when t.status = 2 then 1 else 0 end),"
                                + " sum(case when t.status = 1 then 1 else 0 end),"
                                + " sum(case when t.status = 13 then 1 else 0 end), sum(t.frames),"
                                + " sum(case when t.status = 2 then t.frames when t.status = 1 then t.framesDone else 0 end)"
                                + " from TranscodeTask t where t.jobId in :jobs group by t.jobId",
                        Object[].class)
                .setParameter("jobs", jobIds)
                .getResultList()
                .stream()
                .collect(toMap(row -> (Long) row[0], row -> Counts.of(Arrays.copyOfRange(row, 1, row.length))));
    }

    List<JobRendition> renditionsOf(List<Long> jobIds) {
        return jobIds.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(
                                "select r from JobRendition r where r.jobId in :jobs order by r.maxHeight desc, r.id",
                                JobRendition.class)
                        .setParameter("jobs", jobIds)
                        .getResultList();
    }

    List<Part> partsOf(List<Long> segmentIds) {
        return segmentIds.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("select p from Part p where p.segmentId in :segments", Part.class)
                        .setParameter("segments", segmentIds)
                        .getResultList();
    }

    /** Segments that are encoded now, by the number of their rows. */
    List<NodeWork> inHand(int limit) {
        List<Object[]> rows = entityManager
                .createQuery(
                        "select t.node, j.uuid, j.sourceName, t.part, t.framesDone, t.frames"
                                + " from TranscodeTask t, PipelineJob j"
                                + " where t.status = :running and t.node is not null and j.id = t.jobId order by t.id",
                        Object[].class)
                .setParameter("running", TaskStatus.RUNNING.code())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream()
                .map(row -> new NodeWork((UUID) row[0], (UUID) row[1], (String) row[2], (int) row[3], (int)
                        (100 * (long) row[4] / Math.max(1, (long) row[5]))))
                .toList();
    }

    List<Part> parts(long segmentId) {
        return partsOf(List.of(segmentId));
    }

    List<Part> partsOfJob(long jobId) {
        return entityManager
                .createQuery(
                        "select p from Part p, TranscodeTask t where t.id = p.segmentId and t.jobId = :job order by t.part",
                        Part.class)
                .setParameter("job", jobId)
                .getResultList();
    }

    /** Whether the parts that were made under this claim count. */
    boolean isRecorded(Claim claim) {
        return parts(claim.taskId()).stream().anyMatch(part -> part.fence() == claim.fence());
    }

    void addPart(Part part) {
        entityManager.persist(part);
    }

    void encoded(Claim claim, EncodedSegment encoded, String node, long millis) {
        entityManager
                .createNativeQuery(
                        "UPDATE transcodeJob SET finished = CURRENT_TIMESTAMP(3), framesDone = ?7, doneBy = ?2,"
                                + " encodeMillis = ?3, firstPts = ?4, lastPts = ?5, framesCompared = ?6 WHERE transcodeJobID = ?1")
                .setParameter(1, claim.taskId())
                .setParameter(2, node)
                .setParameter(3, millis)
                .setParameter(4, encoded.firstPts())
                .setParameter(5, encoded.lastPts())
                .setParameter(6, encoded.framesCompared())
                .setParameter(7, encoded.framesRead())
                .executeUpdate();
    }

    /** All pictures of a segment were found equal to the sequential decode. */
    void compared(long segmentId) {
        entityManager
                .createNativeQuery(
                        "UPDATE transcodeJob SET framesCompared = TRUE WHERE transcodeJobID = ?1 AND status = 2")
                .setParameter(1, segmentId)
                .executeUpdate();
    }

    void removePart(long segmentId, String rendition) {
        entityManager
                .createQuery("delete from Part p where p.segmentId = :segment and p.rendition = :rendition")
                .setParameter("segment", segmentId)
                .setParameter("rendition", rendition)
                .executeUpdate();
    }

    void removeParts(Collection<Part> parts) {
        parts.forEach(part -> removePart(part.segmentId(), part.rendition()));
    }

    /** Opens finished segments again. @param charged whether it counts as a failure of theirs (S4.48, M42) */
    void reopen(Collection<Long> segmentIds, boolean charged, String reason) {
        segmentIds.forEach(id -> entityManager
                .createNativeQuery(
                        "UPDATE transcodeJob SET status = 0, framesDone = 0, failures = failures + ?2, reason = ?3"
                                + " WHERE transcodeJobID = ?1 AND status = 2")
                .setParameter(1, id)
                .setParameter(2, charged ? 1 : 0)
                .setParameter(3, reason)
                .executeUpdate());
    }

    private void delete(String entity, long jobId) {
        entityManager
                .createQuery("delete from " + entity + " e where e.jobId = :job")
                .setParameter("job", jobId)
                .executeUpdate();
    }
}

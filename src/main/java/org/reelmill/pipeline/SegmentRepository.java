package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
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
    record Counts(long total, long completed, long running, long failed, long frames, long framesDone) {}

    void replaceAll(long jobId, List<Segment> segments) {
        delete("TranscodeTask", jobId);
        segments.forEach(segment -> entityManager.persist(new TranscodeTask(jobId, segment)));
    }

    void replaceRenditions(long jobId, List<JobRendition> renditions) {
        delete("JobRendition", jobId);
        renditions.forEach(entityManager::persist);
    }

    List<JobRendition> renditions(long jobId) {
        return entityManager
                .createQuery(
                        "select r from JobRendition r where r.jobId = :job order by r.maxHeight desc, r.id",
                        JobRendition.class)
                .setParameter("job", jobId)
                .getResultList();
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

    Counts counts(long jobId) {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT COUNT(*), COALESCE(SUM(CASE WHEN status = 2 THEN 1 ELSE 0 END), 0),"
                        + " COALESCE(SUM(CASE WHEN status = 1 THEN 1 ELSE 0 END), 0),"
                        + " COALESCE(SUM(CASE WHEN status = 13 THEN 1 ELSE 0 END), 0), COALESCE(SUM(frames), 0),"
                        + " COALESCE(SUM(CASE WHEN status = 2 THEN frames WHEN status = 1 THEN framesDone ELSE 0 END), 0)"
                        + " FROM transcodeJob WHERE fk_jobID = ?1")
                .setParameter(1, jobId)
                .getSingleResult();
        long[] numbers = new long[row.length];
        for (int i = 0; i < row.length; i++) {
            numbers[i] = ((Number) row[i]).longValue();
        }
        return new Counts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    List<Part> parts(long segmentId) {
        return entityManager
                .createQuery("select p from Part p where p.segmentId = :segment", Part.class)
                .setParameter("segment", segmentId)
                .getResultList();
    }

    List<Part> partsOfJob(long jobId) {
        return entityManager
                .createQuery(
                        "select p from Part p, TranscodeTask t where t.id = p.segmentId and t.jobId = :job order by t.part",
                        Part.class)
                .setParameter("job", jobId)
                .getResultList();
    }

    void addPart(Part part) {
        entityManager.persist(part);
    }

    void encoded(Claim claim, EncodedSegment encoded, String node, long millis) {
        entityManager
                .createNativeQuery(
                        "UPDATE transcodeJob SET finished = CURRENT_TIMESTAMP(3), framesDone = frames, doneBy = ?2,"
                                + " encodeMillis = ?3, firstPts = ?4, lastPts = ?5, framesCompared = ?6 WHERE transcodeJobID = ?1")
                .setParameter(1, claim.taskId())
                .setParameter(2, node)
                .setParameter(3, millis)
                .setParameter(4, encoded.firstPts())
                .setParameter(5, encoded.lastPts())
                .setParameter(6, encoded.framesCompared())
                .executeUpdate();
    }

    void removeParts(Collection<Part> parts) {
        parts.forEach(part -> entityManager
                .createQuery("delete from Part p where p.segmentId = :segment and p.rendition = :rendition")
                .setParameter("segment", part.segmentId())
                .setParameter("rendition", part.rendition())
                .executeUpdate());
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

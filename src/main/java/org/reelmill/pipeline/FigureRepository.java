package org.reelmill.pipeline;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.reelmill.pipeline.MillFigures.Minute;

/** Counts and sums for {@link MillFigures}. */
@ApplicationScoped
@Transactional
class FigureRepository {

    /** So many minutes after its end a minute is complete: transactions that end attempts are short. */
    static final int OPEN_MINUTES = 2;

    private static final String SECONDS = "TIMESTAMPADD(SECOND, ?1, TIMESTAMP '1970-01-01 00:00:00')";

    @PersistenceContext
    private EntityManager entityManager;

    List<Object[]> countJobs() {
        return entityManager
                .createQuery("select j.status, count(j) from PipelineJob j group by j.status", Object[].class)
                .getResultList();
    }

    long countPaused() {
        return entityManager
                .createQuery("select count(j) from PipelineJob j where j.status < 5 and j.paused = true", Long.class)
                .getSingleResult();
    }

    long countSegments(TaskStatus status) {
        return entityManager
                .createQuery("select count(t) from TranscodeTask t where t.status = :status", Long.class)
                .setParameter("status", status.code())
                .getSingleResult();
    }

    Optional<LocalDateTime> oldestWaiting() {
        Long oldest = entityManager
                .createQuery("select min(j.id) from PipelineJob j where j.status < 5 and j.paused = false", Long.class)
                .getSingleResult();
        return Optional.ofNullable(oldest)
                .map(id -> entityManager.find(PipelineJob.class, id))
                .map(PipelineJob::added);
    }

    /** The oldest job of each status that is not the end, of those that are not paused. */
    List<PipelineJob> oldest() {
        List<Long> ids = entityManager
                .createQuery(
                        "select min(j.id) from PipelineJob j where j.status < 5 and j.paused = false group by j.status",
                        Long.class)
                .getResultList();
        return ids.stream()
                .map(id -> entityManager.find(PipelineJob.class, id))
                .filter(Objects::nonNull)
                .toList();
    }

    List<PipelineJob> failed(int limit) {
        return entityManager
                .createQuery("select j from PipelineJob j where j.status = 13 order by j.id desc", PipelineJob.class)
                .setMaxResults(limit)
                .getResultList();
    }

    boolean hasActiveOutput() {
        return entityManager
                        .createQuery("select count(o) from Output o where o.active = true", Long.class)
                        .getSingleResult()
                > 0;
    }

    /** As a number, because the databases' drivers do not agree on what type a time without a column has. */
    LocalDateTime now() {
        Number seconds = (Number) entityManager
                .createNativeQuery(
                        "SELECT TIMESTAMPDIFF(SECOND, TIMESTAMP '1970-01-01 00:00:00', CURRENT_TIMESTAMP(3))")
                .getSingleResult();
        return LocalDateTime.ofEpochSecond(seconds.longValue(), 0, ZoneOffset.UTC);
    }

    static LocalDateTime minuteOf(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }

    /** By minute; minutes in which nothing was done are not there. */
    Map<LocalDateTime, Minute> stored(LocalDateTime first) {
        return entityManager
                .createQuery("select m from MinuteRow m where m.minute >= :first", MinuteRow.class)
                .setParameter("first", first)
                .getResultStream()
                .collect(toMap(MinuteRow::minute, MinuteRow::figures));
    }

    /** Waits while another node sums up, until the end of its transaction; none begins before the end of this one. */
    Optional<LocalDateTime> lockLastStored() {
        lastStored().ifPresent(last -> entityManager.find(MinuteRow.class, last, LockModeType.PESSIMISTIC_WRITE));
        return lastStored();
    }

    private Optional<LocalDateTime> lastStored() {
        return entityManager
                .createQuery("select m.minute from MinuteRow m order by m.minute desc", LocalDateTime.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /**
     * What the attempts say that ended in a minute. Its time as a number, because EclipseLink writes the values of a statement
     * with CASE into its text, and times in the time zone of the server.
     */
    Minute sum(LocalDateTime minute) {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT SUM(frames), SUM(filmMillis),"
                        + " SUM(CASE WHEN verdict = 'DONE' AND kind = 'TRANSCODE' THEN 1 ELSE 0 END),"
                        + " SUM(CASE WHEN verdict IN ('FAILED', 'LOST') THEN 1 ELSE 0 END)"
                        + " FROM attempt WHERE ended >= " + SECONDS + " AND ended < TIMESTAMPADD(MINUTE, 1, " + SECONDS
                        + ")")
                .setParameter(1, minute.toEpochSecond(ZoneOffset.UTC))
                .getSingleResult();
        return new Minute(minute, number(row[0]), number(row[1]), number(row[2]), number(row[3]));
    }

    void store(Minute sum) {
        entityManager.persist(new MinuteRow(sum));
    }

    private static long number(Object sum) {
        return sum == null ? 0 : ((Number) sum).longValue();
    }
}

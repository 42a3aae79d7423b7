package org.reelmill.pipeline;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reelmill.pipeline.MillFigures.Minute;

/** Counts and sums for {@link MillFigures}. */
@ApplicationScoped
@Transactional
class FigureRepository {

    /** So many minutes after its end a minute is complete: transactions that end attempts are short. */
    static final int OPEN_MINUTES = 2;

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

    Optional<LocalDateTime> lastStored() {
        return Optional.ofNullable(entityManager
                .createQuery("select max(m.minute) from MinuteRow m", LocalDateTime.class)
                .getSingleResult());
    }

    /** What the attempts say that ended in a minute. */
    Minute sum(LocalDateTime minute) {
        Object[] row = entityManager
                .createQuery(
                        "select sum(a.frames), sum(a.filmMillis),"
                                + " sum(case when a.verdict = :done and a.kind = :transcode then 1 else 0 end),"
                                + " sum(case when a.verdict = :failed or a.verdict = :lost then 1 else 0 end)"
                                + " from Attempt a where a.ended >= :from and a.ended < :to",
                        Object[].class)
                .setParameter("done", Verdict.DONE)
                .setParameter("transcode", TaskKind.TRANSCODE)
                .setParameter("failed", Verdict.FAILED)
                .setParameter("lost", Verdict.LOST)
                .setParameter("from", minute)
                .setParameter("to", minute.plusMinutes(1))
                .getSingleResult();
        return new Minute(minute, number(row[0]), number(row[1]), number(row[2]), number(row[3]));
    }

    /** Nothing happens when another node was faster. */
    void store(Minute sum) {
        if (entityManager.find(MinuteRow.class, sum.minute()) == null) {
            entityManager.persist(new MinuteRow(sum));
        }
    }

    private static long number(Object sum) {
        return sum == null ? 0 : ((Number) sum).longValue();
    }
}

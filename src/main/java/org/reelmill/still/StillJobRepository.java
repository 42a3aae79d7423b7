package org.reelmill.still;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.reelmill.shared.Page;

/** Statements about the jobs of this feature. Each change is conditional: who has lost a race is told so. */
@ApplicationScoped
@Transactional
class StillJobRepository {

    private static final int LONGEST_ERROR = 500;

    /** Ids come out of {@link #ids} in this number at most. */
    private static final int WINDOW = 100;

    private final Event<StillChanged> changed;

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    StillJobRepository(Event<StillChanged> changed) {
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected StillJobRepository() {
        this(null);
    }

    /**
     * Fails by its unique key when there is such a job already.
     *
     * @param seconds for which it is the caller's; 0: any node may take it
     */
    void add(StillJob job, int seconds) {
        entityManager.persist(job);
        entityManager.flush();
        if (seconds > 0) {
            lease(job, seconds, "");
        }
        tell(job, StillStatus.QUEUED);
    }

    <T extends StillJob> Optional<T> find(Class<T> type, long id) {
        return Optional.ofNullable(entityManager.find(type, id));
    }

    Optional<? extends StillJob> find(StillKind kind, long id) {
        return find(kind.type(), id);
    }

    Optional<ThumbnailJob> findThumbnail(String key) {
        return entityManager
                .createQuery("select j from ThumbnailJob j where j.uniqueKey = :key", ThumbnailJob.class)
                .setParameter("key", key)
                .getResultStream()
                .findFirst();
    }

    /** Of all videos of an account, those that still arrive among them. */
    long bytesOf(String owner) {
        Long sum = entityManager
                .createQuery(
                        "select sum(j.bytes) from VideoJob j where j.owner = :owner and j.status <> :failed",
                        Long.class)
                .setParameter("owner", owner)
                .setParameter("failed", StillStatus.FAILED)
                .getSingleResult();
        return sum == null ? 0 : sum;
    }

    /** Those of a status, the oldest first; all if it is empty. */
    <T extends StillJob> Page<T> page(Class<T> type, Optional<StillStatus> status, int offset, int limit) {
        String where = " from " + type.getSimpleName() + " j" + (status.isPresent() ? " where j.status = :status" : "");
        var rows = entityManager.createQuery("select j" + where + " order by j.id", type);
        var count = entityManager.createQuery("select count(j)" + where, Long.class);
        status.ifPresent(wanted -> {
            rows.setParameter("status", wanted);
            count.setParameter("status", wanted);
        });
        return new Page<>(
                rows.setFirstResult(offset).setMaxResults(limit).getResultList(), count.getSingleResult(), offset);
    }

    /** A sign of life of whoever sends or makes it. @return false when it is no longer his */
    boolean renew(StillJob job, int seconds) {
        return lease(job, seconds, " AND status IN ('QUEUED', 'RUNNING') AND fence = " + job.fence());
    }

    private boolean lease(StillJob job, int seconds, String condition) {
        return entityManager
                        .createNativeQuery("UPDATE " + job.kind().table()
                                + " SET lease_until = TIMESTAMPADD(SECOND, ?2, CURRENT_TIMESTAMP(3)) WHERE id = ?1"
                                + condition)
                        .setParameter(1, job.id())
                        .setParameter(2, seconds)
                        .executeUpdate()
                == 1;
    }

    /** All bytes of a video are there. @param given any node may go on with it @return false when it was given up meanwhile */
    boolean arrived(VideoJob job, long bytes, boolean given) {
        return entityManager
                        .createNativeQuery("UPDATE video_job SET ready = TRUE, bytes = ?2"
                                + (given ? ", lease_until = NULL" : "") + " WHERE id = ?1 AND status = 'QUEUED'")
                        .setParameter(1, job.id())
                        .setParameter(2, bytes)
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes a job that is ready.
     *
     * @param own whoever asked for it has it already, and hears of its end; nobody else is told
     * @return the job as it is now; empty when another was quicker
     */
    Optional<StillJob> claim(StillKind kind, long id, int seconds, boolean own) {
        boolean won = entityManager
                        .createNativeQuery("UPDATE " + kind.table() + " SET status = 'RUNNING', fence = fence + 1,"
                                + " lease_until = TIMESTAMPADD(SECOND, ?2, CURRENT_TIMESTAMP(3))"
                                + " WHERE id = ?1 AND status = 'QUEUED' AND ready = TRUE"
                                + (own ? "" : " AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP(3))"))
                        .setParameter(1, id)
                        .setParameter(2, seconds)
                        .executeUpdate()
                == 1;
        Optional<StillJob> job = won ? find(kind, id).map(StillJob.class::cast) : Optional.empty();
        job.filter(it -> !own).ifPresent(it -> tell(it, StillStatus.RUNNING));
        return job;
    }

    /** @return false when it is another's by now */
    boolean complete(StillJob job) {
        boolean done = ended(job, "status = 'COMPLETED'", Optional.empty());
        if (done) {
            tell(job, StillStatus.COMPLETED);
        }
        return done;
    }

    /** What it would have been may be asked for anew. @return false when it is another's by now, or had ended */
    boolean fail(StillJob job, String error) {
        String fitting = error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
        boolean done = ended(job, "status = 'FAILED', uniqueKey = NULL, error = ?3", Optional.of(fitting));
        if (done) {
            tell(job, StillStatus.FAILED);
        }
        return done;
    }

    private boolean ended(StillJob job, String change, Optional<String> error) {
        Query update = entityManager.createNativeQuery("UPDATE " + job.kind().table() + " SET " + change
                + ", lease_until = NULL WHERE id = ?1" + " AND fence = ?2 AND status IN ('QUEUED', 'RUNNING')");
        update.setParameter(1, job.id()).setParameter(2, job.fence());
        error.ifPresent(text -> update.setParameter(3, text));
        return update.executeUpdate() == 1;
    }

    /** Of a job whose node fell silent. */
    void giveBack(StillJob job) {
        int done = entityManager
                .createNativeQuery(
                        "UPDATE " + job.kind().table() + " SET status = 'QUEUED', lease_until = NULL WHERE id = ?1"
                                + " AND fence = ?2 AND status = 'RUNNING' AND lease_until < CURRENT_TIMESTAMP(3)")
                .setParameter(1, job.id())
                .setParameter(2, job.fence())
                .executeUpdate();
        if (done == 1) {
            tell(job, StillStatus.QUEUED);
        }
    }

    /** Jobs that a node may take, the oldest first. */
    List<Long> open(StillKind kind) {
        return ids(
                kind,
                "status = 'QUEUED' AND ready = TRUE AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP(3))");
    }

    /** Jobs whose sender or node gave no sign of life. */
    List<Long> silent(StillKind kind) {
        return ids(
                kind,
                "(status = 'RUNNING' OR status = 'QUEUED' AND ready = FALSE) AND lease_until < CURRENT_TIMESTAMP(3)");
    }

    /** Jobs that failed so many days ago. */
    List<Long> failedBefore(StillKind kind, int days) {
        return ids(kind, "status = 'FAILED' AND created < TIMESTAMPADD(DAY, " + -days + ", CURRENT_TIMESTAMP(3))");
    }

    private List<Long> ids(StillKind kind, String where) {
        List<?> found = entityManager
                .createNativeQuery("SELECT id FROM " + kind.table() + " WHERE " + where + " ORDER BY id")
                .setMaxResults(WINDOW)
                .getResultList();
        return found.stream().map(id -> ((Number) id).longValue()).toList();
    }

    /** Thumbnails go with their video. @return false when it was gone */
    boolean remove(StillKind kind, long id) {
        return entityManager
                        .createNativeQuery("DELETE FROM " + kind.table() + " WHERE id = ?1")
                        .setParameter(1, id)
                        .executeUpdate()
                == 1;
    }

    private void tell(StillJob job, StillStatus status) {
        changed.fire(new StillChanged(job.kind(), job.id(), status, job.what()));
    }
}

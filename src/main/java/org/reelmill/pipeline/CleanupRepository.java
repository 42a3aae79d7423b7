package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.Uuids;

/** Who may clean up after which ended job. Every statement is conditional on the right to: whoever lost it changes nothing. */
@ApplicationScoped
@Transactional
class CleanupRepository {

    static final int AT_A_TIME = 20;

    private static final String HELD = " WHERE jobID = ?1 AND cleaner = ?2 AND status >= 5 AND cleaned = FALSE";

    private final JobRepository jobs;

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    CleanupRepository(JobRepository jobs) {
        this.jobs = jobs;
    }

    /** For CDI's proxy. */
    protected CleanupRepository() {
        this(null);
    }

    /** Jobs that ended and are to be cleaned, some at a time. @param after number of the last one of those before */
    List<PipelineJob> uncleaned(long after) {
        return entityManager
                .createQuery(
                        "select j from PipelineJob j where j.cleaned = false and j.status >= 5 and j.id > :after"
                                + " order by j.id",
                        PipelineJob.class)
                .setParameter("after", after)
                .setMaxResults(AT_A_TIME)
                .getResultList();
    }

    /** Lets one alone deal with the files of an ended job for a while. @return false when another one does, or it was revived */
    boolean claim(long id, UUID cleaner, int seconds) {
        return clean(
                                "UPDATE job SET cleaner = ?2, cleaning_until = TIMESTAMPADD(SECOND, ?3, CURRENT_TIMESTAMP(3))"
                                        + " WHERE jobID = ?1 AND status >= 5 AND cleaned = FALSE"
                                        + " AND (cleaning_until IS NULL OR cleaning_until < CURRENT_TIMESTAMP(3))",
                                id,
                                cleaner)
                        .setParameter(3, seconds)
                        .executeUpdate()
                == 1;
    }

    /** @return false when the right to clean is lost */
    boolean prolong(long id, UUID cleaner, int seconds) {
        return clean(
                                "UPDATE job SET cleaning_until = TIMESTAMPADD(SECOND, ?3, CURRENT_TIMESTAMP(3))" + HELD,
                                id,
                                cleaner)
                        .setParameter(3, seconds)
                        .executeUpdate()
                == 1;
    }

    /** Where the source is going to lie. @return false when the right to clean is lost */
    boolean quarantine(long id, UUID cleaner, String name) {
        return clean("UPDATE job SET quarantineName = ?3" + HELD, id, cleaner)
                        .setParameter(3, name)
                        .executeUpdate()
                == 1;
    }

    /** Others may try. */
    void release(long id, UUID cleaner) {
        clean("UPDATE job SET cleaner = NULL, cleaning_until = NULL" + HELD, id, cleaner)
                .executeUpdate();
    }

    /** The job is done with: its source's name is free again; or it goes, if it was to go. Nothing happens when the right to clean is lost. */
    void done(long id, UUID cleaner) {
        Optional<UUID> uuid = jobs.findUuid(id);
        boolean stays = clean(
                                "UPDATE job SET cleaned = TRUE, sourceKey = NULL, cleaner = NULL, cleaning_until = NULL"
                                        + HELD + " AND removal = FALSE",
                                id,
                                cleaner)
                        .executeUpdate()
                == 1;
        if (stays) {
            jobs.releaseDeliveryNames(id);
            jobs.tell(id);
        } else if (clean("DELETE FROM job" + HELD + " AND removal = TRUE", id, cleaner)
                        .executeUpdate()
                == 1) {
            uuid.ifPresent(jobs::tellGone);
        }
    }

    private Query clean(String statement, long id, UUID cleaner) {
        return entityManager.createNativeQuery(statement).setParameter(1, id).setParameter(2, Uuids.toBytes(cleaner));
    }
}

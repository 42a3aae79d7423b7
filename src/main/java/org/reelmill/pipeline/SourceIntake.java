package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Uuids;

/** Makes jobs of films that settled in the source folder and of rows that somebody wrote by SQL (X9, S4.30). */
@ApplicationScoped
public class SourceIntake {

    private final JobRepository jobs;
    private final Jobs service;
    private final JobFiles files;
    private final JobLog log;
    private final Policies policies;

    @Inject
    SourceIntake(JobRepository jobs, Jobs service, JobFiles files, JobLog log, Policies policies) {
        this.jobs = jobs;
        this.service = service;
        this.files = files;
        this.log = log;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected SourceIntake() {
        this(null, null, null, null, null);
    }

    /** A film lies complete in the source folder. One that has a job already is left to it. */
    @Transactional(TxType.REQUIRES_NEW)
    public void settled(String sourceName) {
        if (jobs.findBySourceKey(Jobs.key(sourceName)).isEmpty()) {
            service.submit(sourceName, JobOrder.fromFolder());
        }
    }

    /** Takes over the rows that somebody wrote by hand. */
    @Transactional(TxType.REQUIRES_NEW)
    public void adoptRows() {
        jobs.unadopted().forEach(this::adopt);
        // nobody works on them, and without a name nobody could ever cancel or delete them
        jobs.nameless().forEach(row -> refuse(row, "A row that is written by hand begins with the status 0"));
    }

    private void adopt(PipelineJob row) {
        Optional<PipelineJob> other =
                jobs.findBySourceKey(Jobs.key(row.sourceName())).filter(job -> job.id() != row.id());
        if (other.isPresent() && !giveWay(other.get())) {
            refuse(row, "The source has an open job already: " + other.get().uuid());
            return;
        }
        try {
            files.source(row.sourceName());
        } catch (InvalidInputException e) {
            refuse(row, "sourceName " + e.getMessage());
            return;
        }
        UUID uuid = row.uuid() == null ? Uuids.random() : row.uuid();
        if (jobs.adopt(
                row.id(), uuid, Jobs.key(row.sourceName()), policies.current().number(Policy.AGEING))) {
            jobs.resetTasks(row.id());
            jobs.addMissingIngests();
            log.info(row.id(), "Adopted from the database");
        }
    }

    /** A job that the folder's intake made of the same film just before gives way to the row that a person wrote. */
    private boolean giveWay(PipelineJob other) {
        if (!other.origin().equals("FOLDER") || other.status() != JobStatus.IMPORTED) {
            return false;
        }
        jobs.delete(other.id());
        return true;
    }

    private void refuse(PipelineJob row, String reason) {
        if (row.uuid() == null) {
            jobs.identify(row.id(), Uuids.random());
        }
        if (!jobs.end(row.id(), JobStatus.REJECTED, reason)) {
            throw new ConflictException(Sentence.of("pipeline.refusal.rowChanged"));
        }
    }
}

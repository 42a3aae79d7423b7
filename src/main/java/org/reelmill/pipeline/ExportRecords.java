package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.shared.Json;

/** What an export reads and writes in the database; each call is one transaction and asks first whether the claim holds. */
@ApplicationScoped
@Transactional
class ExportRecords {

    private final JobRepository jobs;
    private final SegmentRepository segments;
    private final Claims claims;
    private final JobFiles files;
    private final JobLog log;

    @Inject
    ExportRecords(JobRepository jobs, SegmentRepository segments, Claims claims, JobFiles files, JobLog log) {
        this.jobs = jobs;
        this.segments = segments;
        this.claims = claims;
        this.files = files;
        this.log = log;
    }

    /** For CDI's proxy. */
    protected ExportRecords() {
        this(null, null, null, null, null);
    }

    ExportWork read(Claim claim) throws MediaException {
        PipelineJob job = jobs.find(claim.jobId())
                .orElseThrow(() -> new MediaException(MediaException.Kind.STOPPED, "The job was deleted"));
        MediaInfo info = Json.read(job.mediaInfo().orElseThrow(), MediaInfo.class);
        StoredSource stored = Json.read(job.preparedSource().orElseThrow(), StoredSource.class);
        return new ExportWork(
                claim,
                job,
                info,
                stored,
                stored.at(files.source(job.sourceName()), files.ingestFolder(job.uuid())),
                files.exportFolder(job.uuid()),
                segments.segments(job.id()),
                segments.partsOfJob(job.id()),
                segments.renditions(job.id()));
    }

    void joined(Claim claim, JobRendition rendition, JoinedFilm film) throws MediaException {
        requireHeld(claim);
        row(rendition).joined(film, Json.write(film));
    }

    /** The name in the delivery folder that an attempt before this one has taken. */
    Optional<String> reserved(Claim claim, JobRendition rendition) throws MediaException {
        requireHeld(claim);
        return row(rendition).deliveryName();
    }

    /**
     * Takes a name in the delivery folder, before the film is moved there: whoever takes over after a crash replaces what
     * the first attempt delivered, instead of numbering it.
     *
     * @param shared whether others may have taken it as well: the last one replaces what they delivered
     * @throws jakarta.persistence.PersistenceException a unique key is violated: another job has taken it
     */
    void reserve(Claim claim, JobRendition rendition, String name, boolean shared) throws MediaException {
        requireHeld(claim);
        if (!shared) {
            jobs.takeDeliveryName(claim.jobId(), name);
        }
        row(rendition).deliverAs(name);
    }

    /** The last step (X3). The rows of the tasks go with it (S4.51). */
    void finish(ExportWork work, Certificate certificate) throws MediaException {
        long job = work.job().id();
        jobs.lockRow(job);
        requireHeld(work.claim());
        if (!jobs.complete(job, Json.write(certificate))) {
            throw new MediaException(MediaException.Kind.STOPPED, "The job is no longer being exported");
        }
        claims.complete(work.claim());
        jobs.clearTasks(job);
        jobs.setNotes(job, certificate.notes());
        log.info(job, "Completed: " + work.renditions().size() + " renditions published");
    }

    private JobRendition row(JobRendition rendition) {
        return segments.renditions(rendition.jobId()).stream()
                .filter(candidate -> candidate.name().equals(rendition.name()))
                .findFirst()
                .orElseThrow();
    }

    private void requireHeld(Claim claim) throws MediaException {
        if (!claims.holds(claim)) {
            throw new MediaException(MediaException.Kind.STOPPED, "The claim was lost");
        }
    }
}

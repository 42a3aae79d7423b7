package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Sha256;
import org.reelmill.shared.Uuids;

/** Jobs for people and programs: hand in, look at, steer. */
@ApplicationScoped
@Transactional
public class Jobs {

    /** Priorities run from the negative of this to this. */
    public static final int MOST_URGENT = 100;

    private static final int NAME_LENGTH = 1024;
    private static final int CLIENT_LENGTH = 255;

    private final JobRepository repository;
    private final SegmentRepository segments;
    private final Claims claims;
    private final WorkInHand workInHand;
    private final Outputs outputs;
    private final Placement placement;
    private final JobFiles files;
    private final JobLog log;
    private final Policies policies;
    private final Event<PipelineStirred> stirred;

    @Inject
    Jobs(
            JobRepository repository,
            SegmentRepository segments,
            Claims claims,
            WorkInHand workInHand,
            Outputs outputs,
            Placement placement,
            JobFiles files,
            JobLog log,
            Policies policies,
            Event<PipelineStirred> stirred) {
        this.repository = repository;
        this.segments = segments;
        this.claims = claims;
        this.workInHand = workInHand;
        this.outputs = outputs;
        this.placement = placement;
        this.files = files;
        this.log = log;
        this.policies = policies;
        this.stirred = stirred;
    }

    /** For CDI's proxy. */
    protected Jobs() {
        this(null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * Makes a job of a file in the source folder. A job that the folder's intake made of it just before is taken over.
     *
     * @throws InvalidInputException the source is not there or not confined, or an output does not exist
     * @throws ConflictException the source has an open job already
     */
    public PipelineJob submit(String sourceName, JobOrder order) {
        return handIn(sourceName, order).job();
    }

    /** A job that was handed in. @param created false when it was there before, made by the folder's intake */
    public record Submission(PipelineJob job, boolean created) {}

    /** As {@link #submit}, and tells whether the job is new. */
    public Submission handIn(String sourceName, JobOrder order) {
        check(sourceName, order);
        Optional<PipelineJob> present = repository.findBySourceKey(key(sourceName));
        if (present.isPresent()) {
            return new Submission(takeOver(present.get(), order), false);
        }
        UUID uuid = Uuids.random();
        insert(uuid, sourceName, order);
        repository.addMissingIngests();
        PipelineJob job = get(uuid);
        log.info(
                job.id(),
                "Added: " + Sentence.of("pipeline.origin." + order.origin()).english());
        stirred.fire(new PipelineStirred());
        return new Submission(job, true);
    }

    private void insert(UUID uuid, String sourceName, JobOrder order) {
        try {
            repository.insert(
                    uuid, sourceName, key(sourceName), order, policies.current().number(Policy.AGEING));
        } catch (PersistenceException e) {
            // a lost race: the name of an open job's source is unique
            throw isTaken(e) ? new ConflictException(Sentence.of("pipeline.refusal.openJob")) : e;
        }
    }

    /** Whether a unique key was violated. */
    static boolean isTaken(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(SQLIntegrityConstraintViolationException.class::isInstance);
    }

    /** The job of a source that has not ended. */
    public Optional<PipelineJob> findOpen(String sourceName) {
        return repository.findBySourceKey(key(sourceName)).filter(job -> !job.status()
                .ended());
    }

    public Optional<PipelineJob> find(UUID uuid) {
        return repository.find(uuid);
    }

    /** @throws NotFoundException no such job */
    public PipelineJob get(UUID uuid) {
        return find(uuid).orElseThrow(() -> missing(uuid));
    }

    /** The job that has not been cleaned up after of this film in the source folder. */
    public Optional<PipelineJob> findBySource(String sourceName) {
        return repository.findBySourceKey(key(sourceName));
    }

    public JobProgress progress(PipelineJob job) {
        return JobProgress.of(job.status(), segments.counts(job.id()));
    }

    public List<JobRendition> renditions(PipelineJob job) {
        return segments.renditions(job.id());
    }

    /** Segments of a job in work, in their order. Those of a completed job are in its certificate. */
    public Page<TranscodeTask> segments(PipelineJob job, int offset, int limit) {
        return segments.page(job.id(), offset, limit);
    }

    public List<Part> parts(TranscodeTask segment) {
        return segments.parts(segment.id());
    }

    public Page<JobLogEntry> log(PipelineJob job, int offset, int limit) {
        return repository.logPage(job.id(), offset, limit);
    }

    /** No more of its tasks are claimed; what is in hand is finished. @throws ConflictException it has ended */
    public void pause(UUID uuid) {
        setPaused(uuid, true);
    }

    /** @throws ConflictException it has ended */
    public void resume(UUID uuid) {
        setPaused(uuid, false);
    }

    /** @throws InvalidInputException out of range @throws ConflictException it has ended */
    public void setPriority(UUID uuid, int priority) {
        checkPriority(priority);
        PipelineJob job = open(uuid);
        repository.setPriority(job.id(), priority);
        log.info(job.id(), "Priority set to " + priority);
        stirred.fire(new PipelineStirred());
    }

    /** Ends a job; its work stops and its source goes to quarantine, from where a retry takes it. */
    public void cancel(UUID uuid) {
        PipelineJob job = open(uuid);
        if (!repository.end(job.id(), JobStatus.CANCELLED, "Cancelled")) {
            // somebody was faster: said is what the job is now, not what it was when it was read
            throw ended(repository.lock(job.id()).orElseThrow(() -> missing(uuid)));
        }
        stopWork(job);
        log.info(job.id(), "Cancelled");
        stirred.fire(new PipelineStirred());
    }

    /** Brings a failed or cancelled job back to its start, with all counters at zero. @throws ConflictException it cannot be */
    public void retry(UUID uuid) {
        PipelineJob job = get(uuid);
        if (job.status() != JobStatus.ERROR && job.status() != JobStatus.CANCELLED) {
            throw new ConflictException(
                    Sentence.of("pipeline.refusal.notRetried", job.status().sentence()));
        }
        repository
                .findBySourceKey(key(job.sourceName()))
                .filter(other -> other.id() != job.id())
                .ifPresent(other -> {
                    throw new ConflictException(Sentence.of("pipeline.refusal.openJobNumber", other.uuid()));
                });
        if (!repository.revive(job.id(), key(job.sourceName()))) {
            throw new ConflictException(Sentence.of("pipeline.refusal.cleaning"));
        }
        log.info(job.id(), "Tried again");
        stirred.fire(new PipelineStirred());
    }

    /**
     * Removes a job and its work folders; running work on it stops first. Published films stay; a source that still lies in
     * the source folder goes to quarantine, so that it is not taken for a new film.
     *
     * @return whether it is gone already; if not, it goes as soon as its folders are cleaned up
     */
    public boolean delete(UUID uuid) {
        PipelineJob job = get(uuid);
        if (repository.end(job.id(), JobStatus.CANCELLED, "Deleted")) {
            stopWork(job);
        }
        boolean gone = repository.remove(job.id());
        stirred.fire(new PipelineStirred());
        return gone;
    }

    /** SHA-256 of a source's name: exact on every database, whatever its collation. */
    static String key(String sourceName) {
        return Sha256.hex(sourceName);
    }

    private void check(String sourceName, JobOrder order) {
        checkPriority(order.priority());
        if (sourceName != null && sourceName.length() > NAME_LENGTH) {
            throw new InvalidInputException("source", Sentence.of("shared.refusal.longer", NAME_LENGTH));
        }
        if (order.client().filter(client -> client.length() > CLIENT_LENGTH).isPresent()) {
            throw new InvalidInputException("client", Sentence.of("shared.refusal.longer", CLIENT_LENGTH));
        }
        Path source = files.source(sourceName);
        if (SourceFolder.isUnfinished(source.getFileName().toString())) {
            throw new InvalidInputException("source", Sentence.of("pipeline.refusal.unfinished"));
        }
        if (!Files.isRegularFile(source)) {
            throw new InvalidInputException("source", Sentence.of("pipeline.refusal.noSource"));
        }
        List<String> known = outputs.names();
        order.outputs().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidInputException(
                            "outputs", Sentence.of("pipeline.refusal.noOutputName", name, known));
                });
        checkCodecs(order);
    }

    /** A film that lies in the source folder is never refused: its job waits, and says for what. */
    private void checkCodecs(JobOrder order) {
        List<String> unknown =
                order.origin().equals("FOLDER") ? List.of() : placement.unknown(outputs.codecs(order.outputs()));
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(
                    "outputs", Sentence.of("pipeline.refusal.codecs", String.join(", ", unknown)));
        }
    }

    private static void checkPriority(int priority) {
        if (Math.abs(priority) > MOST_URGENT) {
            throw new InvalidInputException(
                    "priority", Sentence.of("pipeline.refusal.priority", -MOST_URGENT, MOST_URGENT));
        }
    }

    private PipelineJob takeOver(PipelineJob job, JobOrder order) {
        boolean takeable = job.origin().equals("FOLDER") && job.status() == JobStatus.IMPORTED;
        if (order.origin().equals("FOLDER")) {
            return job;
        }
        if (!takeable) {
            throw new ConflictException(Sentence.of("pipeline.refusal.openJobNumber", job.uuid()));
        }
        repository.setWanted(job.id(), order);
        return repository.lock(job.id()).orElseThrow();
    }

    private void setPaused(UUID uuid, boolean paused) {
        PipelineJob job = open(uuid);
        repository.setPaused(job.id(), paused);
        log.info(job.id(), paused ? "Paused" : "Resumed");
        stirred.fire(new PipelineStirred());
    }

    private PipelineJob open(UUID uuid) {
        PipelineJob job = get(uuid);
        if (job.status().ended()) {
            throw ended(job);
        }
        return job;
    }

    private void stopWork(PipelineJob job) {
        claims.revoke(job.id());
        workInHand.drop(job.id());
    }

    private static NotFoundException missing(UUID uuid) {
        return new NotFoundException(Sentence.of("pipeline.refusal.noJobNumber", uuid));
    }

    private static ConflictException ended(PipelineJob job) {
        return new ConflictException(
                Sentence.of("pipeline.refusal.ended", job.status().sentence()));
    }
}

package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Sentence;

/** Encodes one segment in one rendition again, by the way that every segment takes: it is opened, and a node claims it. */
@ApplicationScoped
@Transactional
public class CellRetry {

    private final JobRepository jobs;
    private final SegmentRepository segments;
    private final JobLog log;
    private final Event<PipelineStirred> stirred;

    @Inject
    CellRetry(JobRepository jobs, SegmentRepository segments, JobLog log, Event<PipelineStirred> stirred) {
        this.jobs = jobs;
        this.segments = segments;
        this.log = log;
        this.stirred = stirred;
    }

    /** For CDI's proxy. */
    protected CellRetry() {
        this(null, null, null, null);
    }

    /**
     * The counters of the segment start anew; what it is made into otherwise stays.
     *
     * @throws NotFoundException no such job, segment or rendition
     * @throws ConflictException its job is not in a state where parts are made, or the segment is in hand or next anyway
     */
    public void retry(UUID uuid, int part, String output) {
        long id = jobs.find(uuid)
                .map(PipelineJob::id)
                .orElseThrow(() -> new NotFoundException(Sentence.of("pipeline.refusal.noJobNumber", uuid)));
        PipelineJob job = jobs.lock(id)
                .orElseThrow(() -> new NotFoundException(Sentence.of("pipeline.refusal.noJobNumber", uuid)));
        TranscodeTask segment = segments.some(id, List.of(part)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException(Sentence.of("pipeline.refusal.noSegment", part)));
        if (segments.renditions(id).stream()
                .noneMatch(rendition -> rendition.name().equals(output))) {
            throw new NotFoundException(Sentence.of("pipeline.refusal.noRendition", output));
        }
        requireOpen(job);
        if (segment.status() == TaskStatus.READY && segment.failures() + segment.crashes() == 0) {
            throw new ConflictException(Sentence.of("pipeline.refusal.segmentWaits"));
        }
        segments.removePart(segment.id(), output);
        if (!segments.renew(segment.id())) {
            throw new ConflictException(Sentence.of("pipeline.refusal.segmentRuns"));
        }
        if (job.status() == JobStatus.TRANSCODED) {
            jobs.move(id, JobStatus.TRANSCODED, JobStatus.TRANSCODING);
        } else {
            jobs.tell(id);
        }
        log.info(id, "Segment %d is encoded again as %s".formatted(part, output));
        stirred.fire(new PipelineStirred());
    }

    private static void requireOpen(PipelineJob job) {
        switch (job.status()) {
            case TRANSCODING, TRANSCODED -> {
                // its parts are there, and nobody joins them
            }
            case EXPORTING -> throw new ConflictException(Sentence.of("pipeline.refusal.exporting"));
            case IMPORTED, INGESTING -> throw new ConflictException(Sentence.of("pipeline.refusal.noSegments"));
            case ERROR, CANCELLED -> throw new ConflictException(Sentence.of("pipeline.refusal.partsGone"));
            case COMPLETED, REJECTED ->
                throw new ConflictException(
                        Sentence.of("pipeline.refusal.ended", job.status().sentence()));
        }
    }
}

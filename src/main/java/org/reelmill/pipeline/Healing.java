package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reelmill.media.MediaException;
import org.reelmill.media.Rendition;
import org.reelmill.media.Supervision;

/**
 * Sends a film back to be transcoded when parts are missing or damaged, or when the outputs were changed since (S4.47, S4.48).
 * Only what is missing is made again; a change of outputs is nobody's failure (M42).
 */
@ApplicationScoped
public class Healing {

    private final JobRepository jobs;
    private final SegmentRepository segments;
    private final Claims claims;
    private final Ingest ingest;
    private final JobFiles files;
    private final JobLog log;

    @Inject
    Healing(JobRepository jobs, SegmentRepository segments, Claims claims, Ingest ingest, JobFiles files, JobLog log) {
        this.jobs = jobs;
        this.segments = segments;
        this.claims = claims;
        this.ingest = ingest;
        this.files = files;
        this.log = log;
    }

    /** For CDI's proxy. */
    protected Healing() {
        this(null, null, null, null, null, null);
    }

    /** @return whether the job went back */
    @Transactional
    boolean sendBack(ExportWork work, Collection<Part> damaged) throws MediaException {
        jobs.lockRow(work.job().id());
        if (!claims.holds(work.claim())) {
            throw new MediaException(MediaException.Kind.STOPPED, "The claim was lost");
        }
        List<Part> obsolete = adoptOutputs(work);
        segments.removeParts(damaged);
        segments.removeParts(obsolete);
        Set<Long> injured = damaged.stream().map(Part::segmentId).collect(Collectors.toSet());
        Set<Long> incomplete = incomplete(work.job().id());
        if (incomplete.isEmpty()) {
            return false;
        }
        segments.reopen(injured, true, "A part was missing or damaged");
        incomplete.removeAll(injured);
        segments.reopen(incomplete, false, "The outputs were changed");
        jobs.move(work.job().id(), JobStatus.EXPORTING, JobStatus.TRANSCODING);
        claims.release(work.claim());
        log.warn(
                work.job().id(),
                "Goes back to be transcoded: %d parts missing or damaged, %d segments lack a rendition that is asked for now"
                        .formatted(damaged.size(), incomplete.size()));
        return true;
    }

    /** Takes over the outputs of now. @return parts of renditions that are no longer wanted as they were */
    private List<Part> adoptOutputs(ExportWork work) {
        List<JobRendition> now = ingest.ladder(work.job(), work.info());
        Map<String, Rendition.Fitted> wanted =
                now.stream().collect(Collectors.toMap(JobRendition::name, JobRendition::fitted));
        Map<String, Rendition.Fitted> had =
                work.renditions().stream().collect(Collectors.toMap(JobRendition::name, JobRendition::fitted));
        // no output applies any more: what was planned stays, and claims wait for an active output (S4.24)
        if (now.isEmpty() || wanted.equals(had)) {
            return List.of();
        }
        segments.replaceRenditions(work.job().id(), now);
        return work.parts().stream()
                .filter(part -> !had.get(part.rendition()).equals(wanted.get(part.rendition())))
                .toList();
    }

    private Set<Long> incomplete(long job) {
        Set<String> wanted =
                segments.renditions(job).stream().map(JobRendition::name).collect(Collectors.toSet());
        Map<Long, Set<String>> present = segments.partsOfJob(job).stream()
                .collect(Collectors.groupingBy(
                        Part::segmentId, Collectors.mapping(Part::rendition, Collectors.toSet())));
        Set<Long> incomplete = new HashSet<>();
        for (TranscodeTask segment : segments.segments(job)) {
            if (!present.getOrDefault(segment.id(), Set.of()).containsAll(wanted)) {
                incomplete.add(segment.id());
            }
        }
        return incomplete;
    }

    /** Parts that are not on the disk as they were written. */
    List<Part> damaged(ExportWork work, Supervision supervision) throws MediaException, IOException {
        Map<Long, TranscodeTask> byId =
                work.segments().stream().collect(Collectors.toMap(TranscodeTask::id, Function.identity()));
        List<Part> damaged = new ArrayList<>();
        for (Part part : work.parts()) {
            if (!supervision.mayGoOn()) {
                throw new MediaException(MediaException.Kind.STOPPED, "The claim was lost");
            }
            Path file =
                    files.part(work.job().uuid(), byId.get(part.segmentId()).part(), part.rendition(), part.fence());
            if (!Files.isRegularFile(file)
                    || Files.size(file) != part.bytes()
                    || !JobFiles.sha256(file).equals(part.sha256())) {
                damaged.add(part);
            }
        }
        return damaged;
    }
}

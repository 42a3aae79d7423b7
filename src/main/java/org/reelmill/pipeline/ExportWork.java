package org.reelmill.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;

/** What one export knows so far. Handed from step to step; used by one thread at a time. */
public final class ExportWork {

    private final Claim claim;
    private final PipelineJob job;
    private final MediaInfo info;
    private final StoredSource stored;
    private final PreparedSource source;
    private final Path folder;
    private final List<TranscodeTask> segments;
    private final List<Part> parts;
    private final List<JobRendition> renditions;
    private final Map<Integer, List<AudioTrack>> audio = new HashMap<>();
    private final List<String> notes;

    ExportWork(
            Claim claim,
            PipelineJob job,
            MediaInfo info,
            StoredSource stored,
            PreparedSource source,
            Path folder,
            List<TranscodeTask> segments,
            List<Part> parts,
            List<JobRendition> renditions) {
        this.claim = claim;
        this.job = job;
        this.info = info;
        this.stored = stored;
        this.source = source;
        this.folder = folder;
        this.segments = segments;
        this.parts = parts;
        this.renditions = renditions;
        this.notes = new ArrayList<>(job.notes());
    }

    Claim claim() {
        return claim;
    }

    PipelineJob job() {
        return job;
    }

    MediaInfo info() {
        return info;
    }

    StoredSource stored() {
        return stored;
    }

    PreparedSource source() {
        return source;
    }

    /** {@code export/{hex}}. */
    Path folder() {
        return folder;
    }

    List<TranscodeTask> segments() {
        return segments;
    }

    List<Part> parts() {
        return parts;
    }

    List<Part> partsOf(TranscodeTask segment) {
        return parts.stream().filter(part -> part.segmentId() == segment.id()).toList();
    }

    /** The renditions that are to be joined. */
    public List<JobRendition> renditions() {
        return renditions;
    }

    /** Bytes that the export may write. */
    public long bytes() {
        return SpaceNeed.export(parts.stream().mapToLong(Part::bytes).sum());
    }

    Map<Integer, List<AudioTrack>> audio() {
        return audio;
    }

    List<String> notes() {
        return notes;
    }

    /** Where the joined film is until it is published. */
    Path joined(JobRendition rendition) {
        return folder.resolve("tmp-" + claim.fence() + "-" + rendition.name() + ".mp4");
    }
}

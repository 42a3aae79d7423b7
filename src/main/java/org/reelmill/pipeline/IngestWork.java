package org.reelmill.pipeline;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PacketIndex;

/** What one ingest has found out so far. Handed from step to step; used by one thread at a time. */
public final class IngestWork {

    private final Claim claim;
    private final PipelineJob job;
    private final Path source;
    private final BasicFileAttributes sourceFile;
    private final MediaInfo info;
    private final List<String> notes;
    private StoredSource stored;
    private PacketIndex index;
    private String sha256;
    private boolean framesVerified;
    private List<Integer> bitrates = List.of();

    IngestWork(Claim claim, PipelineJob job, Path source, BasicFileAttributes sourceFile, MediaInfo info) {
        this.claim = claim;
        this.job = job;
        this.source = source;
        this.sourceFile = sourceFile;
        this.info = info;
        this.notes = new ArrayList<>(info.notes());
    }

    Claim claim() {
        return claim;
    }

    PipelineJob job() {
        return job;
    }

    Path source() {
        return source;
    }

    /** The source as it was before anything was read from it. */
    BasicFileAttributes sourceFile() {
        return sourceFile;
    }

    MediaInfo info() {
        return info;
    }

    List<String> notes() {
        return notes;
    }

    StoredSource stored() {
        return stored;
    }

    PacketIndex index() {
        return index;
    }

    String sha256() {
        return sha256;
    }

    boolean framesVerified() {
        return framesVerified;
    }

    /** Bytes that the ingest may write. */
    public long bytes() {
        return SpaceNeed.ingest(sourceFile.size(), info.recipe());
    }

    void prepared(StoredSource found, PacketIndex packets) {
        stored = found;
        index = packets;
    }

    void checksum(String hex) {
        sha256 = hex;
    }

    /** Bit rates that the film's renditions ask for. */
    List<Integer> bitrates() {
        return bitrates;
    }

    void planned(List<JobRendition> renditions) {
        bitrates = renditions.stream()
                .map(rendition -> rendition.rendition().audioBitrate())
                .distinct()
                .toList();
    }

    /** Its pictures are to be compared with a decode from start to end. */
    void verify() {
        framesVerified = true;
    }

    /** A decode gave so many pictures. */
    void decoded(long frames) {
        stored = stored.withFrames(frames);
    }
}

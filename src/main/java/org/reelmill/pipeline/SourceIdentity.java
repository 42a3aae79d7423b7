package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Whether the file under a source's name still is the film that a job mills. */
@ApplicationScoped
class SourceIdentity {

    private final JobFiles files;
    private final JobRepository jobs;

    @Inject
    SourceIdentity(JobFiles files, JobRepository jobs) {
        this.files = files;
        this.jobs = jobs;
    }

    /** For CDI's proxy. */
    protected SourceIdentity() {
        this(null, null);
    }

    /**
     * By size and time. Shares and copying programs set the time of a file late: where it alone differs, the checksum of the ingest
     * decides, and the new time is kept, so that the file is read once.
     */
    boolean unchanged(PipelineJob job) {
        Path source = files.source(job.sourceName());
        try {
            return Files.isRegularFile(source) && (job.isSource(JobFiles.attributes(source)) || retimed(job, source));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean retimed(PipelineJob job, Path source) throws IOException {
        BasicFileAttributes file = JobFiles.attributes(source);
        Optional<String> checksum = job.sourceSha256();
        if (checksum.isEmpty()
                || !job.sourceBytes().equals(Optional.of(file.size()))
                || !checksum.get().equals(JobFiles.sha256(source))) {
            return false;
        }
        jobs.retimed(job.id(), file);
        return true;
    }
}

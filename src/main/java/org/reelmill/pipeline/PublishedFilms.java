package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.PercentEncoding;

/** The films that completed jobs made, for those who want to see them. */
@ApplicationScoped
public class PublishedFilms {

    /** Where films are, below the application's address. */
    public static final String PATH = "/renditions/";

    private final Jobs jobs;
    private final JobFiles files;

    @Inject
    PublishedFilms(Jobs jobs, JobFiles files) {
        this.jobs = jobs;
        this.files = files;
    }

    /** For CDI's proxy. */
    protected PublishedFilms() {
        this(null, null);
    }

    /** The file of a rendition; empty when the job has not completed, has no such file, or it was taken away. */
    public Optional<Path> find(UUID uuid, String fileName) {
        return jobs.find(uuid)
                .filter(job -> job.status() == JobStatus.COMPLETED)
                .flatMap(job -> jobs.renditions(job).stream()
                        .filter(rendition -> rendition.fileName().equals(fileName))
                        .findFirst()
                        .map(rendition -> files.published(job, rendition)))
                .filter(Files::isRegularFile);
    }

    /** Path below the application's address; empty until the job has completed. */
    public static Optional<String> href(PipelineJob job, JobRendition rendition) {
        return Optional.of(PATH + job.uuid() + "/" + rendition.fileName())
                .filter(path -> job.status() == JobStatus.COMPLETED)
                .map(PercentEncoding::ofPath);
    }
}

package org.reelmill.pipeline.rest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.JobProgress;
import org.reelmill.pipeline.JobRendition;
import org.reelmill.pipeline.JobReport;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.PipelineJob;
import org.reelmill.pipeline.PublishedFilms;

/** A job. Members that have no value are absent. */
public record JobDto(
        UUID uuid,
        String source,
        JobStatus status,
        @Schema(description = "The status as the number that the database holds") int statusCode,
        boolean paused,
        int priority,
        @Schema(description = "0 to 100") int progress,
        @Schema(description = "When its segments will be encoded at the pace so far") Instant eta,
        @Schema(description = "In a list absent for completed jobs, whose segments are in the certificate")
                Segments segments,
        List<OutputFile> outputs,
        @Schema(description = "Why it failed or was refused") String reason,
        @Schema(description = "What no rendition can carry and what was done differently; absent in a list")
                List<String> notes,
        Instant created,
        @Schema(description = "When it completed, failed, was cancelled or was refused") Instant completed,
        String client,
        @Schema(description = "Where it came from: FOLDER, API or SQL") String origin) {

    /** How many segments are how far. */
    public record Segments(long total, long completed, long running, long failed) {

        static Segments of(JobProgress progress) {
            return new Segments(progress.segments(), progress.completed(), progress.running(), progress.failed());
        }
    }

    /** A rendition of the job; frames, bytes, sha256 and href are there once it is made. */
    public record OutputFile(
            String name,
            String fileName,
            int width,
            int height,
            String codec,
            Long frames,
            Double duration,
            Long bytes,
            String sha256,
            @Schema(description = "Path of the film on this server; answers ranges") String href) {

        static OutputFile of(PipelineJob job, JobRendition rendition) {
            return new OutputFile(
                    rendition.name(),
                    rendition.fileName(),
                    rendition.size().width(),
                    rendition.size().height(),
                    rendition.rendition().codec().name(),
                    rendition.frames().orElse(null),
                    rendition.duration().orElse(null),
                    rendition.bytes().orElse(null),
                    rendition.sha256().orElse(null),
                    PublishedFilms.href(job, rendition).orElse(null));
        }
    }

    static JobDto of(JobReport report) {
        return of(report, report.job().notes());
    }

    /** Without what would cost a query for each row. */
    static JobDto ofList(JobReport report) {
        return of(report, null);
    }

    private static JobDto of(JobReport report, List<String> notes) {
        PipelineJob job = report.job();
        return new JobDto(
                job.uuid(),
                job.sourceName(),
                job.status(),
                job.status().code(),
                job.paused(),
                job.priority(),
                report.percent(),
                report.eta().orElse(null),
                report.progress().map(Segments::of).orElse(null),
                report.renditions().stream()
                        .map(rendition -> OutputFile.of(job, rendition))
                        .toList(),
                job.reason().orElse(null),
                notes,
                utc(job.added()),
                job.ended().map(JobDto::utc).orElse(null),
                job.client().orElse(null),
                job.origin());
    }

    /** The database's clock is UTC. */
    static Instant utc(LocalDateTime time) {
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}

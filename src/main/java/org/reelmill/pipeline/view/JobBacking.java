package org.reelmill.pipeline.view;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.omnifaces.cdi.Param;
import org.omnifaces.util.Faces;
import org.reelmill.account.CurrentCaller;
import org.reelmill.pipeline.Certificate;
import org.reelmill.pipeline.JobLogEntry;
import org.reelmill.pipeline.JobProgress;
import org.reelmill.pipeline.JobRendition;
import org.reelmill.pipeline.JobReport;
import org.reelmill.pipeline.JobReports;
import org.reelmill.pipeline.Jobs;
import org.reelmill.pipeline.PipelineJob;
import org.reelmill.pipeline.PublishedFilms;
import org.reelmill.pipeline.SegmentReport;
import org.reelmill.pipeline.Waiting;
import org.reelmill.pipeline.WaitingReason;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.PercentEncoding;
import org.reelmill.shared.Refusal;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.view.PageMessages;
import org.reelmill.shared.view.PageTable;

/** One job: how far it is, what came of it, and what can be done with it. */
@Named
@ViewScoped
public class JobBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int LOG_LINES = 50;

    private final JobReports reports;
    private final Jobs jobs;
    private final Waiting waiting;
    private final CurrentCaller caller;
    private final PageTable<SegmentReport> segmentTable;
    private final UUID uuid;

    private transient JobReport report;
    private transient List<WaitingReason> reasons;
    private transient Optional<Certificate> certificate;
    private transient List<JobLogEntry> log;
    private int priority;

    /** For CDI's proxy. */
    protected JobBacking() {
        this(null, null, null, null, null);
    }

    /** @param path what follows {@code /jobs/} in the address */
    @Inject
    public JobBacking(
            JobReports reports, Jobs jobs, Waiting waiting, CurrentCaller caller, @Param(pathIndex = 0) String path) {
        this.reports = reports;
        this.jobs = jobs;
        this.waiting = waiting;
        this.caller = caller;
        this.uuid = parse(path);
        this.segmentTable = new PageTable<>(
                (offset, limit, sorting) -> reports.segments(uuid, offset, limit),
                segment -> String.valueOf(segment.part()));
    }

    /** Reads the job; the answer is 404 when there is none. */
    public void open() {
        try {
            load();
            priority = report.job().priority();
        } catch (NotFoundException e) {
            Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
        }
    }

    /** Reads everything anew. */
    public void load() {
        if (uuid == null) {
            throw new NotFoundException(Sentence.of("pipeline.refusal.noJob"));
        }
        report = reports.get(uuid);
        reasons = waiting.reasons(uuid);
        certificate = reports.findCertificate(uuid);
        log = latest();
    }

    public void pause() {
        steer(jobs::pause, "pipeline.job.paused");
    }

    public void resume() {
        steer(jobs::resume, "pipeline.job.resumed");
    }

    public void cancel() {
        steer(jobs::cancel, "pipeline.job.cancelled");
    }

    public void retry() {
        steer(jobs::retry, "pipeline.job.retried");
    }

    public void changePriority() {
        steer(job -> jobs.setPriority(job, priority), "pipeline.job.prioritySet");
    }

    /** Removes the job and goes to the list. */
    public void delete() {
        if (steer(jobs::delete, "pipeline.job.deleted")) {
            Faces.getFlash().setKeepMessages(true);
            Faces.redirect("jobs");
        }
    }

    /** Of the browser's window. */
    public String getTitle() {
        return uuid == null
                ? ""
                : reports.find(uuid).map(PipelineJob::sourceName).orElse("");
    }

    public JobReport getReport() {
        ensureLoaded();
        return report;
    }

    /** How far its segments are; of a job that was never cut they are none. */
    public JobProgress getProgress() {
        return getReport().progress().orElseThrow();
    }

    public List<WaitingReason> getReasons() {
        ensureLoaded();
        return reasons;
    }

    public PageTable<SegmentReport> getSegments() {
        return segmentTable;
    }

    /** Null until the job has completed. */
    public Certificate getCertificate() {
        ensureLoaded();
        return certificate.orElse(null);
    }

    /** The last lines, newest first. */
    public List<JobLogEntry> getLog() {
        ensureLoaded();
        return log;
    }

    public List<StageState> getStages() {
        return StageState.of(getReport().job().status(), getProgress());
    }

    /** Path of a film, or null while there is none. */
    public String href(JobRendition rendition) {
        return PublishedFilms.href(getReport().job(), rendition)
                .map(path -> Faces.getRequestContextPath() + path)
                .orElse(null);
    }

    /** Address of its preview in the API. */
    public String preview(JobRendition rendition) {
        return Faces.getRequestContextPath() + "/api/v1/previews/films/"
                + getReport().job().uuid() + "/" + PercentEncoding.of(rendition.fileName());
    }

    /** Path of the page where a reason to wait is seen to; null when waiting is all that can be done. */
    public String remedy(WaitingReason reason) {
        return switch (reason.code()) {
            case STAGE_OFF, LEAVING -> "/policies";
            case NO_OUTPUT -> "/outputs";
            case NO_NODE, NODE_SILENT, SUSPENDED, DEAUTHORISED, DRAINING, NO_CODEC, NO_ENCODER -> "/nodes";
            case NO_SPACE, FOLDER -> "/dashboard";
            default -> null;
        };
    }

    /** How the job came in; a word that is none of ours, which somebody wrote by hand, stays as it is. */
    public String getOrigin() {
        String origin = getReport().job().origin();
        return PageMessages.findText("pipeline.origin." + origin).orElse(origin);
    }

    /** How the source was cut, in words; one that is none of ours stays as it is. */
    public String getRecipe() {
        String recipe = getCertificate().pictures().recipe();
        return PageMessages.findText("pipeline.recipe." + recipe).orElse(recipe);
    }

    public int getPriority() {
        return priority;
    }

    public void setPriority(int priority) {
        this.priority = priority;
    }

    /** What was read is not kept with a session that moves to another server. */
    private void ensureLoaded() {
        if (report == null) {
            load();
        }
    }

    private boolean steer(Consumer<UUID> what, String done) {
        try {
            if (!caller.get().rights().contains(Rights.JOBS)) {
                throw ForbiddenException.byRole();
            }
            what.accept(uuid);
            PageMessages.info(done);
            return true;
        } catch (Refusal e) {
            PageMessages.refusal(e);
            return false;
        } finally {
            // also after a refusal: most are because the job has gone on since the page was read
            reports.find(uuid).ifPresent(found -> load());
        }
    }

    private List<JobLogEntry> latest() {
        long total = jobs.log(report.job(), 0, 1).total();
        int offset = (int) Math.max(0, total - LOG_LINES);
        List<JobLogEntry> lines =
                new ArrayList<>(jobs.log(report.job(), offset, LOG_LINES).rows());
        Collections.reverse(lines);
        return lines;
    }

    private static UUID parse(String path) {
        try {
            return path == null ? null : UUID.fromString(path);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

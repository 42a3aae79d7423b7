package org.reelmill.pipeline.view;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.omnifaces.cdi.Param;
import org.omnifaces.util.Faces;
import org.reelmill.account.CurrentCaller;
import org.reelmill.pipeline.JobFilter;
import org.reelmill.pipeline.JobOrder;
import org.reelmill.pipeline.JobReport;
import org.reelmill.pipeline.JobReports;
import org.reelmill.pipeline.JobSort;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.pipeline.Jobs;
import org.reelmill.pipeline.Outputs;
import org.reelmill.pipeline.SourceFile;
import org.reelmill.pipeline.Sources;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.Refusal;
import org.reelmill.shared.Rights;
import org.reelmill.shared.view.PageMessages;
import org.reelmill.shared.view.PageTable;

/** The list of jobs, and the dialog for a new one. */
@Named
@ViewScoped
public class JobsBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Set<JobStatus> AT_WORK = Arrays.stream(JobStatus.values())
            .filter(status -> !status.ended())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(JobStatus.class)));

    private static final String ALL_AT_WORK = "AT_WORK";

    private static final int SUGGESTIONS = 50;

    private final JobReports reports;
    private final Jobs jobs;
    private final Sources sources;
    private final Outputs outputs;
    private final CurrentCaller caller;
    private final PageTable<JobReport> table;

    private String status;
    private String text = "";
    private String client = "";
    private Integer leastPriority;
    private String source;
    private int priority;
    private List<String> wanted = List.of();

    /** For CDI's proxy. */
    protected JobsBacking() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /** @param status with those behind it: what the list shows at first, so that links can lead to a part of it */
    @Inject
    public JobsBacking(
            JobReports reports,
            Jobs jobs,
            Sources sources,
            Outputs outputs,
            CurrentCaller caller,
            @Param(name = "status") String status,
            @Param(name = "text") String text,
            @Param(name = "client") String client,
            @Param(name = "leastPriority") String leastPriority) {
        this.reports = reports;
        this.jobs = jobs;
        this.sources = sources;
        this.outputs = outputs;
        this.caller = caller;
        this.table = new PageTable<>(
                (offset, limit, sorting) -> reports.list(filter(), sort(sorting), offset, limit),
                report -> report.job().uuid().toString());
        this.status = isStatus(status) ? status : "";
        this.text = text == null ? "" : text;
        this.client = client == null ? "" : client;
        this.leastPriority =
                leastPriority != null && leastPriority.matches("-?[0-9]{1,3}") ? Integer.valueOf(leastPriority) : null;
    }

    public PageTable<JobReport> getTable() {
        return table;
    }

    /** Whether there is no job at all. The page asks dozens of times while it is made, and is told the same each time. */
    public boolean isNone() {
        return Faces.getRequestAttribute(JobsBacking.class.getName() + ".none", reports::none);
    }

    /** What the filter can be set to, beside all. */
    public JobStatus[] getStatuses() {
        return JobStatus.values();
    }

    /** Where films are dropped, for people who look after the server. */
    public String getSourceFolder() {
        return sources.folder().toString();
    }

    /** Films without a job whose name holds what was typed. */
    public List<String> suggest(String typed) {
        return sources.list(Optional.of(typed), 0, SUGGESTIONS).rows().stream()
                .filter(file -> file.job().isEmpty())
                .map(SourceFile::name)
                .toList();
    }

    /** Names of the outputs that a job may ask for. */
    public List<String> getOutputNames() {
        return outputs.names();
    }

    /** Makes the job and goes to its page. */
    public void submit() {
        try {
            if (!caller.get().rights().contains(Rights.UPLOAD)) {
                throw ForbiddenException.byRole();
            }
            JobOrder order = new JobOrder("API", priority, Optional.empty(), wanted);
            order.requireAllowedTo(caller.get());
            Jobs.Submission submission = jobs.handIn(source == null ? "" : source.strip(), order);
            Faces.redirect("jobs/%s", submission.job().uuid());
        } catch (Refusal e) {
            PageMessages.refusal(e, "new");
        }
    }

    private static boolean isStatus(String text) {
        return ALL_AT_WORK.equals(text)
                || Arrays.stream(JobStatus.values())
                        .anyMatch(known -> known.name().equals(text));
    }

    /** The columns are called as the fields. */
    private static JobSort sort(PageTable.Sorting sorting) {
        return sorting.column().isEmpty()
                ? JobSort.newestFirst()
                : new JobSort(JobSort.Field.valueOf(sorting.column()), sorting.descending());
    }

    private JobFilter filter() {
        return new JobFilter(
                switch (status) {
                    case "" -> Set.of();
                    case ALL_AT_WORK -> AT_WORK;
                    default -> Set.of(JobStatus.valueOf(status));
                },
                Optional.of(client.strip()).filter(typed -> !typed.isEmpty()),
                Optional.of(text.strip()).filter(typed -> !typed.isEmpty()),
                Optional.ofNullable(leastPriority),
                Set.of());
    }

    public String getStatus() {
        return status;
    }

    public void setStatus(String status) {
        this.status = status == null ? "" : status;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text == null ? "" : text;
    }

    public String getClient() {
        return client;
    }

    public void setClient(String client) {
        this.client = client == null ? "" : client;
    }

    public Integer getLeastPriority() {
        return leastPriority;
    }

    public void setLeastPriority(Integer leastPriority) {
        this.leastPriority = leastPriority;
    }

    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    public int getPriority() {
        return priority;
    }

    public void setPriority(int priority) {
        this.priority = priority;
    }

    public List<String> getWanted() {
        return wanted;
    }

    public void setWanted(List<String> wanted) {
        this.wanted = wanted;
    }
}

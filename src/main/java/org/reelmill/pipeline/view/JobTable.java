package org.reelmill.pipeline.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;
import org.primefaces.model.SortOrder;
import org.reelmill.pipeline.JobReport;
import org.reelmill.pipeline.JobReports;
import org.reelmill.pipeline.JobSort;
import org.reelmill.shared.Page;

/** The stretch of the list of jobs that the page shows, read anew for each request. */
public class JobTable extends LazyDataModel<JobReport> {

    private static final long serialVersionUID = 1L;

    private final JobReports reports;
    private final JobsBacking backing;

    JobTable(JobReports reports, JobsBacking backing) {
        this.reports = reports;
        this.backing = backing;
    }

    /** Not asked for by itself: {@link #load} finds it out as well. */
    @Override
    public int count(Map<String, FilterMeta> filterBy) {
        return 0;
    }

    @Override
    public List<JobReport> load(
            int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
        Page<JobReport> page = reports.list(backing.filter(), sort(sortBy.values()), first, pageSize);
        setRowCount((int) Math.min(page.total(), Integer.MAX_VALUE));
        return page.rows();
    }

    /** The columns are called as the fields; one of them sorts. */
    private static JobSort sort(Collection<SortMeta> columns) {
        return columns.stream()
                .filter(SortMeta::isActive)
                .findFirst()
                .map(column -> new JobSort(
                        JobSort.Field.valueOf(column.getField()), column.getOrder() == SortOrder.DESCENDING))
                .orElse(JobSort.newestFirst());
    }

    @Override
    public String getRowKey(JobReport report) {
        return report.job().uuid().toString();
    }
}

package org.reelmill.pipeline.view;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;
import org.reelmill.pipeline.JobReports;
import org.reelmill.pipeline.SegmentReport;
import org.reelmill.shared.Page;

/** The stretch of a job's segments that the page shows, read anew for each request. */
public class SegmentTable extends LazyDataModel<SegmentReport> {

    private static final long serialVersionUID = 1L;

    private final JobReports reports;
    private final UUID job;

    SegmentTable(JobReports reports, UUID job) {
        this.reports = reports;
        this.job = job;
    }

    /** Not asked for by itself: {@link #load} finds it out as well. */
    @Override
    public int count(Map<String, FilterMeta> filterBy) {
        return 0;
    }

    @Override
    public List<SegmentReport> load(
            int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
        Page<SegmentReport> page = reports.segments(job, first, pageSize);
        setRowCount((int) page.total());
        return page.rows();
    }

    @Override
    public String getRowKey(SegmentReport segment) {
        return String.valueOf(segment.part());
    }
}

package org.reelmill.pipeline.batch;

import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Properties;
import org.reelmill.pipeline.ExportWork;
import org.reelmill.pipeline.JobRendition;

/** A partition for each rendition of the film that is exported: a join waits for the disk, and so others can go on. */
@Named
@Dependent
public class RenditionMapper implements PartitionMapper {

    @Inject
    private JobContext jobContext;

    @Override
    public PartitionPlan mapPartitions() {
        List<JobRendition> renditions = ((ExportWork) jobContext.getTransientUserData()).renditions();
        PartitionPlan plan = new PartitionPlanImpl();
        plan.setPartitions(renditions.size());
        plan.setThreads(renditions.size());
        plan.setPartitionProperties(
                renditions.stream().map(RenditionMapper::properties).toArray(Properties[]::new));
        return plan;
    }

    private static Properties properties(JobRendition rendition) {
        Properties properties = new Properties();
        properties.setProperty("rendition", rendition.name());
        return properties;
    }
}

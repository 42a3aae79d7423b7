package org.reelmill.app;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Properties;
import java.util.stream.IntStream;

/** Gives each partition ten numbers: 0 to 9, 10 to 19 and so on. */
@Named
@Dependent
public class TrialPartitionMapper implements PartitionMapper {

    private static final int NUMBERS = 10;

    private final int partitions;

    @Inject
    public TrialPartitionMapper(@BatchProperty(name = "partitions") int partitions) {
        this.partitions = partitions;
    }

    @Override
    public PartitionPlan mapPartitions() {
        PartitionPlan plan = new PartitionPlanImpl();
        plan.setPartitions(partitions);
        plan.setThreads(partitions);
        plan.setPartitionProperties(IntStream.range(0, partitions)
                .mapToObj(TrialPartitionMapper::range)
                .toArray(Properties[]::new));
        return plan;
    }

    private static Properties range(int partition) {
        Properties range = new Properties();
        range.setProperty("from", String.valueOf(partition * NUMBERS));
        range.setProperty("to", String.valueOf(partition * NUMBERS + NUMBERS - 1));
        return range;
    }
}

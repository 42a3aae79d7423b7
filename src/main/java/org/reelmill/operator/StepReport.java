package org.reelmill.operator;

import java.util.List;
import java.util.Optional;
import org.reelmill.shared.Mark;

/**
 * A step with its partitions.
 *
 * @param partitions the first ones
 * @param partitionCount how many there are
 */
public record StepReport(
        BatchStep step,
        Optional<String> readerCheckpoint,
        Optional<String> writerCheckpoint,
        Optional<String> userData,
        List<Partition> partitions,
        long partitionCount) {

    /** A partition, with what its artifacts had stored. */
    public record Partition(
            BatchPartition partition,
            Optional<String> readerCheckpoint,
            Optional<String> writerCheckpoint,
            Optional<String> userData) {

        static Partition of(BatchPartition partition) {
            return new Partition(
                    partition,
                    StoredObject.text(partition.readerCheckpoint()),
                    StoredObject.text(partition.writerCheckpoint()),
                    StoredObject.text(partition.userData()));
        }

        private String mark() {
            return Mark.of(partition.state(), partition.exitStatus(), readerCheckpoint, writerCheckpoint, userData);
        }
    }

    String mark() {
        return Mark.of(
                step.state(),
                step.exitStatus(),
                step.counts(),
                readerCheckpoint,
                writerCheckpoint,
                userData,
                partitionCount,
                partitions.stream().map(Partition::mark).toList());
    }

    static StepReport of(BatchStep step, List<BatchPartition> partitions, long partitionCount) {
        return new StepReport(
                step,
                StoredObject.text(step.readerCheckpoint()),
                StoredObject.text(step.writerCheckpoint()),
                StoredObject.text(step.userData()),
                partitions.stream().map(Partition::of).toList(),
                partitionCount);
    }
}

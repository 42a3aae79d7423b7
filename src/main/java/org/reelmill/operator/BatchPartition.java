package org.reelmill.operator;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

/** A partition of a step as the batch runtime keeps it. Only ever read. */
@Entity
@Table(name = "PARTITION_EXECUTION")
@IdClass(BatchPartition.Key.class)
public class BatchPartition extends BatchWork {

    /** A number within its step. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private int number;
        private long stepId;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.number == number && key.stepId == stepId;
        }

        @Override
        public int hashCode() {
            return Objects.hash(number, stepId);
        }
    }

    @Id
    @Column(name = "PARTITIONEXECUTIONID")
    private int number;

    @Id
    @Column(name = "STEPEXECUTIONID")
    private long stepId;

    protected BatchPartition() {
        // for JPA
    }

    /** From 0. */
    public int number() {
        return number;
    }
}

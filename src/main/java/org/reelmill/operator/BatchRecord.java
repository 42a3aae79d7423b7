package org.reelmill.operator;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.MappedSuperclass;
import java.util.Optional;

/** What the batch runtime keeps of executions, steps and partitions alike. Only ever read. */
@MappedSuperclass
public abstract class BatchRecord {

    @Enumerated(EnumType.STRING)
    @Column(name = "BATCHSTATUS")
    private ExecutionState state;

    @Column(name = "EXITSTATUS")
    private String exitStatus;

    public ExecutionState state() {
        return state;
    }

    public Optional<String> exitStatus() {
        return Optional.ofNullable(exitStatus).filter(text -> !text.isBlank());
    }
}

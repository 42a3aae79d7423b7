package org.reelmill.operator;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.Optional;

/** What the batch runtime keeps of steps and partitions alike. */
@MappedSuperclass
public abstract class BatchWork extends BatchRecord {

    @Column(name = "EXECUTIONEXCEPTION")
    private String exception;

    @Column(name = "PERSISTENTUSERDATA")
    private byte[] userData;

    @Column(name = "READERCHECKPOINTINFO")
    private byte[] readerCheckpoint;

    @Column(name = "WRITERCHECKPOINTINFO")
    private byte[] writerCheckpoint;

    /** The stack trace, cut by the runtime to its column. */
    public Optional<String> exception() {
        return Optional.ofNullable(exception);
    }

    byte[] userData() {
        return userData;
    }

    byte[] readerCheckpoint() {
        return readerCheckpoint;
    }

    byte[] writerCheckpoint() {
        return writerCheckpoint;
    }
}

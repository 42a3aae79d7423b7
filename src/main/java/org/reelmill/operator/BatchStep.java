package org.reelmill.operator;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A step of an execution as the batch runtime keeps it. Only ever read. */
@Entity
@Table(name = "STEP_EXECUTION")
public class BatchStep extends BatchWork {

    /** What the runtime counts. */
    public enum Count {
        READ,
        WRITE,
        COMMIT,
        ROLLBACK,
        READ_SKIP,
        PROCESS_SKIP,
        FILTER,
        WRITE_SKIP
    }

    @Id
    @Column(name = "STEPEXECUTIONID")
    private Long id;

    @Column(name = "JOBEXECUTIONID")
    private long executionId;

    @Column(name = "STEPNAME")
    private String name;

    @Column(name = "STARTTIME")
    private Instant started;

    @Column(name = "ENDTIME")
    private Instant ended;

    @Column(name = "READCOUNT")
    private Integer reads;

    @Column(name = "WRITECOUNT")
    private Integer writes;

    @Column(name = "COMMITCOUNT")
    private Integer commits;

    @Column(name = "ROLLBACKCOUNT")
    private Integer rollbacks;

    @Column(name = "READSKIPCOUNT")
    private Integer readSkips;

    @Column(name = "PROCESSSKIPCOUNT")
    private Integer processSkips;

    @Column(name = "FILTERCOUNT")
    private Integer filtered;

    @Column(name = "WRITESKIPCOUNT")
    private Integer writeSkips;

    protected BatchStep() {
        // for JPA
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Optional<Instant> started() {
        return Optional.ofNullable(started);
    }

    public Optional<Instant> ended() {
        return Optional.ofNullable(ended);
    }

    /** All counts; zero while the runtime has not written any. */
    public Map<Count, Integer> counts() {
        Integer[] values = {reads, writes, commits, rollbacks, readSkips, processSkips, filtered, writeSkips};
        Map<Count, Integer> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            Integer value = values[count.ordinal()];
            counts.put(count, value == null ? 0 : value);
        }
        return counts;
    }
}

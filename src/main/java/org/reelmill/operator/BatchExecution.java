package org.reelmill.operator;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.UuidConverter;

/**
 * An execution as the batch runtime keeps it, with what {@link RunningExecutions} adds. Only ever read as an entity. Times that
 * the runtime writes are by its node's clock.
 */
@Entity
@Table(name = "JOB_EXECUTION")
public class BatchExecution extends BatchRecord {

    @Id
    @Column(name = "JOBEXECUTIONID")
    private Long id;

    @Column(name = "JOBINSTANCEID")
    private long instanceId;

    @Column(name = "JOBNAME")
    private String jobName;

    @Column(name = "CREATETIME")
    private Instant created;

    @Column(name = "STARTTIME")
    private Instant started;

    @Column(name = "ENDTIME")
    private Instant ended;

    @Column(name = "JOBPARAMETERS")
    private String parameters;

    @Column(name = "NODENAME")
    private String nodeName;

    @Convert(converter = UuidConverter.class)
    @Column(name = "NODEUUID")
    private UUID nodeUuid;

    @Column(name = "STARTEDBY")
    private String startedBy;

    @Column(name = "SUCCESSOR")
    private Long successor;

    protected BatchExecution() {
        // for JPA
    }

    public long id() {
        return id;
    }

    /** The instance that it is an attempt at. */
    public long instanceId() {
        return instanceId;
    }

    public String jobName() {
        return jobName == null ? "" : jobName;
    }

    public Instant created() {
        return created;
    }

    public Optional<Instant> started() {
        return Optional.ofNullable(started);
    }

    public Optional<Instant> ended() {
        return Optional.ofNullable(ended);
    }

    /** Where it runs or ran; absent for executions of the time before nodes were noted. */
    public Optional<String> nodeName() {
        return Optional.ofNullable(nodeName).filter(name -> !name.isEmpty());
    }

    public Optional<UUID> nodeUuid() {
        return Optional.ofNullable(nodeUuid);
    }

    /** The account that started it; absent when the product did so by itself. */
    public Optional<String> startedBy() {
        return Optional.ofNullable(startedBy);
    }

    /** The execution that goes on where this one ended. */
    public Optional<Long> successor() {
        return Optional.ofNullable(successor);
    }

    /** In the runtime's own form, see {@link StoredParameters}. */
    String parameters() {
        return parameters;
    }
}

package org.reelmill.node;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.settings.Stage;
import org.reelmill.shared.UuidConverter;

/** One running server (S4.6). Its flags may be set by any SQL client (S4.56); its clock moves only by its own heartbeat. */
@Entity
@Table(name = "node")
public class Node {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "nodeID")
    private Long id;

    @Convert(converter = UuidConverter.class)
    @Column(name = "nodeUUID")
    private UUID uuid;

    @Column(name = "name")
    private String name;

    @Column(name = "lastAccess", insertable = false, updatable = false)
    private LocalDateTime lastAccess;

    @Column(name = "joined", insertable = false, updatable = false)
    private LocalDateTime joined;

    @Column(name = "roles")
    private String roles;

    @Column(name = "slots")
    private int slots;

    @Column(name = "encoder")
    private String encoder;

    @Column(name = "speed")
    private Double speed;

    @Column(name = "isActive")
    private boolean active;

    @Column(name = "terminate")
    private boolean terminate;

    @Column(name = "authorise")
    private boolean authorised;

    @Column(name = "fk_jobUUID")
    @Convert(converter = UuidConverter.class)
    private UUID job;

    @Column(name = "labels")
    private String labels;

    @Column(name = "cores")
    private int cores;

    @Column(name = "memoryBytes")
    private long memoryBytes;

    @Column(name = "codecs")
    private String codecs;

    @Column(name = "drain")
    private boolean drain;

    @Column(name = "reason")
    private String reason;

    @Column(name = "suspended")
    private LocalDateTime suspended;

    @Column(name = "hindrances")
    private String hindrances;

    @Column(name = "notice")
    private String notice;

    @Column(name = "version")
    private String version;

    protected Node() {
        // for JPA
    }

    public UUID uuid() {
        return uuid;
    }

    /** Host name and port, for people. */
    public String name() {
        return name;
    }

    /** Last heartbeat, UTC by the database's clock. */
    public LocalDateTime lastAccess() {
        return lastAccess;
    }

    public LocalDateTime joined() {
        return joined;
    }

    public Set<Stage> roles() {
        return roles.isEmpty()
                ? EnumSet.noneOf(Stage.class)
                : Arrays.stream(roles.split(","))
                        .map(Stage::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Stage.class)));
    }

    /** Segments that it encodes at a time. */
    public int slots() {
        return slots;
    }

    /** Fingerprint of its encoder, empty while it has none that works. */
    public String encoder() {
        return encoder;
    }

    /** Pictures a second in one slot, over its last segments; empty until it has encoded one. */
    public Optional<Double> speed() {
        return Optional.ofNullable(speed);
    }

    /** Whether it has work in hand (S4.28). */
    public boolean active() {
        return active;
    }

    /** Whether it was told to leave between tasks (S4.22). */
    public boolean terminating() {
        return terminate;
    }

    /** Whether its operator lets it take work (S4.23). */
    public boolean authorised() {
        return authorised;
    }

    /** One of the jobs that it has in hand (S4.28). */
    public Optional<UUID> job() {
        return Optional.ofNullable(job);
    }

    public Abilities abilities() {
        return new Abilities(cores, memoryBytes, Set.copyOf(words(codecs)), words(labels));
    }

    /** Whether it finishes what it has in hand and takes nothing new. */
    public boolean draining() {
        return drain;
    }

    /** Why it is not authorised. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Since when the mill distrusts it, UTC by the database's clock. */
    public Optional<LocalDateTime> suspended() {
        return Optional.ofNullable(suspended);
    }

    /** What keeps it from its roles just now. */
    public List<Hindrance> hindrances() {
        return Hindrance.read(hindrances);
    }

    /** What keeps it from this role just now. */
    public Optional<Hindrance> hindrance(Stage stage) {
        return hindrances().stream()
                .filter(hindrance -> hindrance.stage() == stage)
                .findFirst();
    }

    /** What its operator should know, such as that another server has its name. */
    public Optional<String> notice() {
        return Optional.ofNullable(notice);
    }

    /** Of its program; empty when that is from before nodes told theirs. */
    public Optional<SoftwareVersion> version() {
        return Optional.ofNullable(version).flatMap(SoftwareVersion::find);
    }

    /** Whether its flags let it take work; what hinders it, and the policies, are not asked. */
    public boolean mayWork() {
        return authorised && suspended == null && !drain && !terminate;
    }

    /** How it stands, as far as its row tells. */
    NodeState state() {
        if (terminate) {
            return NodeState.LEAVING;
        }
        if (suspended != null) {
            return authorised ? NodeState.ON_TRIAL : NodeState.SUSPENDED;
        }
        if (!authorised) {
            return NodeState.DEAUTHORISED;
        }
        if (drain) {
            return active ? NodeState.DRAINING : NodeState.DRAINED;
        }
        if (active) {
            return NodeState.WORKING;
        }
        Set<Stage> roles = roles();
        return !roles.isEmpty()
                        && roles.stream().allMatch(stage -> hindrance(stage).isPresent())
                ? NodeState.HINDERED
                : NodeState.IDLE;
    }

    private static List<String> words(String list) {
        return list.isEmpty() ? List.of() : Arrays.asList(list.split(","));
    }
}

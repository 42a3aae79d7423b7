package org.reelmill.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.settings.Stage;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.Demands;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** The register of nodes in the database. Each call is a transaction of its own, and time is the database's. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class NodeRegistry {

    private static final UUID NOBODY = new UUID(0, 0);

    private final NodeRepository repository;
    private final Policies policies;
    private final Event<NodeChanged> changed;
    private final Event<ChangeMade> changes;

    @Inject
    NodeRegistry(NodeRepository repository, Policies policies, Event<NodeChanged> changed, Event<ChangeMade> changes) {
        this.repository = repository;
        this.policies = policies;
        this.changed = changed;
        this.changes = changes;
    }

    /** For CDI's proxy. */
    protected NodeRegistry() {
        this(null, null, null, null);
    }

    public void join(ThisNode node) {
        repository.insert(node, Optional.empty());
        tell(node.uuid(), NodeChanged.What.JOINED);
    }

    /** Joins anew a node whose row vanished: what people had decided about it holds on. */
    void rejoin(ThisNode node, Optional<Node> before) {
        repository.insert(node, before);
        tell(node.uuid(), NodeChanged.What.JOINED);
    }

    /**
     * A sign of life.
     *
     * @param job one of the jobs in hand (S4.28)
     * @param speed pictures a second; 0: nothing is known
     * @return false when the row is gone: the node was removed and must stop its work (S4.25)
     */
    public boolean beat(UUID node, Optional<UUID> job, double speed) {
        return repository.touch(node, job, speed);
    }

    public void leave(UUID node) {
        repository.delete(node);
        tell(node, NodeChanged.What.LEFT);
    }

    /** Removes nodes without a sign of life for so long (S4.21). Any node may do it at any time. */
    public List<NodePurged> purge(int silentSeconds) {
        List<NodePurged> purged = repository.silentFor(silentSeconds).stream()
                .filter(node -> repository.deleteSilent(node.uuid(), silentSeconds))
                .map(node -> new NodePurged(node.uuid(), node.name()))
                .toList();
        purged.forEach(node -> tell(node.node(), NodeChanged.What.PURGED));
        return purged;
    }

    public Optional<Node> find(UUID node) {
        return repository.find(node);
    }

    public List<Node> all() {
        return repository.all();
    }

    /** All nodes as they stand now, by name. */
    public List<NodeReport> reports() {
        Map<UUID, Long> silence = repository.silence();
        int lease = policies.current().number(Policy.LEASE_SECONDS);
        return repository.all().stream()
                .map(node -> NodeReport.of(node, silence.getOrDefault(node.uuid(), 0L), lease))
                .toList();
    }

    /** One of {@link #reports()}; empty when there is no such node. */
    public Optional<NodeReport> findReport(UUID node) {
        return reports().stream()
                .filter(report -> report.node().uuid().equals(node))
                .findFirst();
    }

    /** @throws NotFoundException no such node */
    public NodeReport report(UUID node) {
        return findReport(node).orElseThrow(NodeRegistry::missing);
    }

    /** Segments that the authorised nodes encode at a time; at least 1. */
    public int slots() {
        return repository.farm(NOBODY).slots();
    }

    /** How many nodes may take work; at least 1. */
    public int size() {
        return repository.farm(NOBODY).nodes();
    }

    /** The authorised nodes together, as one of them sees them. */
    public Farm farm(UUID node) {
        return repository.farm(node);
    }

    /** Whether another node than this one, that has the role and gives signs of life, may take work. */
    public boolean haveOther(UUID node, Stage stage) {
        return reports().stream()
                .filter(report -> !report.node().uuid().equals(node) && !report.silent())
                .map(NodeReport::node)
                .anyMatch(other -> other.mayWork()
                        && other.roles().contains(stage)
                        && other.hindrance(stage).isEmpty());
    }

    /** A node of a newer version that gives signs of life beside this one. */
    public Optional<Node> findNewer(ThisNode node) {
        return repository.ofOtherVersion(node, policies.current().number(Policy.LEASE_SECONDS)).stream()
                .filter(other -> other.version().orElse(SoftwareVersion.UNTOLD).compareTo(node.version()) > 0)
                .findFirst();
    }

    /** Lets a node take work (S4.23). One that the mill distrusts proves its encoders first. @throws NotFoundException no such node */
    @Demands(Rights.NODES)
    public void authorise(UUID node) {
        found(repository.update(node, "authorised", true));
        tell(node, NodeChanged.What.AUTHORISED);
        changes.fire(new ChangeMade("node.authorise", "node " + node, ""));
    }

    /** S4.23: a node that may not take work stays registered, and finishes what it has in hand. @throws NotFoundException no such node */
    @Demands(Rights.NODES)
    public void deauthorise(UUID node, String reason) {
        found(repository.deauthorise(node, false, reason));
        tell(node, NodeChanged.What.DEAUTHORISED);
        changes.fire(new ChangeMade("node.deauthorise", "node " + node, reason));
    }

    /** Has a node finish what it has in hand and take nothing new, or take work again. @throws NotFoundException no such node */
    @Demands(Rights.NODES)
    public void drain(UUID node, boolean value) {
        found(repository.update(node, "drain", value));
        tell(node, value ? NodeChanged.What.DRAINING : NodeChanged.What.UNDRAINED);
        changes.fire(new ChangeMade("node.drain", "node " + node, String.valueOf(value)));
    }

    /** S4.22: tells a node to leave between tasks. @throws NotFoundException no such node */
    @Demands(Rights.NODES)
    public void terminate(UUID node) {
        found(repository.update(node, "terminate", true));
        tell(node, NodeChanged.What.TERMINATING);
        changes.fire(new ChangeMade("node.terminate", "node " + node, ""));
    }

    private void tell(UUID node, NodeChanged.What what) {
        changed.fire(new NodeChanged(Optional.ofNullable(node), what));
    }

    /** The mill distrusts a node from now on: it takes no work until it has proven itself. */
    public void suspend(UUID node, String reason) {
        repository.deauthorise(node, true, reason);
        tell(node, NodeChanged.What.DEAUTHORISED);
    }

    /** The mill trusts a node again. */
    public void acquit(UUID node) {
        repository.acquit(node);
        tell(node, NodeChanged.What.AUTHORISED);
    }

    /** Whether the mill has distrusted it for so long. */
    public boolean suspendedFor(UUID node, int seconds) {
        return repository.suspendedFor(node, seconds);
    }

    /** Notes what keeps a node from its roles now; nothing is written while that stays the same. */
    public void hinder(UUID node, List<Hindrance> hindrances) {
        repository.hinder(node, Hindrance.write(hindrances));
    }

    /** Notes what the encoders of a node were found to do. */
    void measured(ThisNode node) {
        repository.measured(node.uuid(), node.encoder(), node.abilities().codecList());
    }

    /**
     * Gives a node a name of its own where an older one that lives has the same.
     *
     * @return the name that it has now
     */
    String distinguish(ThisNode node) {
        if (!repository.hasElder(node.uuid())) {
            return node.name();
        }
        List<String> names = repository.all().stream().map(Node::name).toList();
        String name = IntStream.iterate(2, number -> number + 1)
                .mapToObj(number -> node.name() + " (" + number + ")")
                .filter(candidate -> !names.contains(candidate))
                .findFirst()
                .orElseThrow();
        repository.rename(
                node.uuid(),
                name,
                "Another server runs as " + node.name() + "; give each its own host name or REELMILL_HTTP_PORT");
        return name;
    }

    private static void found(int rows) {
        if (rows == 0) {
            throw missing();
        }
    }

    private static NotFoundException missing() {
        return new NotFoundException(Sentence.of("node.refusal.noNode"));
    }
}

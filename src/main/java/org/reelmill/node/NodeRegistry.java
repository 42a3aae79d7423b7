package org.reelmill.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.NotFoundException;

/** The register of nodes in the database. Each call is a transaction of its own, and time is the database's. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class NodeRegistry {

    private static final UUID NOBODY = new UUID(0, 0);

    private final NodeRepository repository;

    @Inject
    NodeRegistry(NodeRepository repository) {
        this.repository = repository;
    }

    /** For CDI's proxy. */
    protected NodeRegistry() {
        this(null);
    }

    public void join(ThisNode node) {
        repository.insert(node);
    }

    /** A sign of life. @return false when the row is gone: the node was removed and must stop its work (S4.25) */
    public boolean beat(UUID node, boolean active) {
        return repository.touch(node, active);
    }

    public void leave(UUID node) {
        repository.delete(node);
    }

    /** Removes nodes without a sign of life for so long (S4.21). Any node may do it at any time. @return how many */
    public int purge(int silentSeconds) {
        return repository.deleteSilentFor(silentSeconds);
    }

    public Optional<Node> find(UUID node) {
        return repository.find(node);
    }

    public List<Node> all() {
        return repository.all();
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

    /** A node has encoded a segment. @param speed pictures a second */
    public void encoded(UUID node, double speed) {
        repository.addSpeed(node, speed);
    }

    /** S4.23: a node that may not take work stays registered. @throws NotFoundException no such node */
    public void authorise(UUID node, boolean value) {
        found(repository.update(node, "authorised", value));
    }

    /** S4.22: tells a node to leave between tasks. @throws NotFoundException no such node */
    public void terminate(UUID node) {
        found(repository.update(node, "terminate", true));
    }

    private static void found(int rows) {
        if (rows == 0) {
            throw new NotFoundException("There is no such node");
        }
    }
}

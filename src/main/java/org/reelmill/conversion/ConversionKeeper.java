package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.node.Node;
import org.reelmill.node.NodeLife;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.ThisNode;
import org.reelmill.pipeline.Jobs;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.Stage;
import org.tinylog.Logger;

/** What is done for conversions without anybody asking. Each may run on all nodes. */
@ApplicationScoped
public class ConversionKeeper {

    /** So many items, or jobs, are dealt with at a time. */
    private static final int WINDOW = 200;

    /** As often an item may lose its server before it is held to be the cause. */
    private static final int MOST_ATTEMPTS = 3;

    /** Files of no item are left alone for so long: a request may be about to make its row count. */
    private static final Duration ORPHANED = Duration.ofDays(1);

    private final ConversionStore store;
    private final ConversionBroker broker;
    private final ConversionFiles files;
    private final ConversionStarter starter;
    private final Jobs jobs;
    private final NodeLife nodeLife;
    private final NodeRegistry nodes;
    private final Policies policies;
    private final Clock clock;

    @Inject
    ConversionKeeper(
            ConversionStore store,
            ConversionBroker broker,
            ConversionFiles files,
            ConversionStarter starter,
            Jobs jobs,
            NodeLife nodeLife,
            NodeRegistry nodes,
            Policies policies,
            Clock clock) {
        this.store = store;
        this.broker = broker;
        this.files = files;
        this.starter = starter;
        this.jobs = jobs;
        this.nodeLife = nodeLife;
        this.nodes = nodes;
        this.policies = policies;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected ConversionKeeper() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /** Gives back what nobody holds, and starts work if there is some. */
    public void often() {
        int given = broker.giveBackLapsed(MOST_ATTEMPTS);
        if (given > 0) {
            Logger.warn("Gave {} conversions back whose nodes fell silent", given);
        }
        broker.handedOver(WINDOW).stream().filter(this::hasEnded).forEach(broker::jobEnded);
        int slots = slots();
        if (slots > 0 && broker.anyOpen()) {
            starter.start(slots);
        }
    }

    private boolean hasEnded(UUID job) {
        return jobs.find(job).map(it -> it.status().ended()).orElse(true);
    }

    /** How many items this node may convert at a time now (S2.12). */
    // asked within the transaction of a chunk, which spans a conversion and must not hold a connection for so long
    @Transactional(TxType.NOT_SUPPORTED)
    public int slots() {
        Optional<ThisNode> self = nodeLife.self();
        boolean works = self.filter(
                        node -> node.does(Stage.TRANSCODE) && !node.encoder().isEmpty())
                .flatMap(node -> nodes.find(node.uuid()))
                .filter(Node::mayWork)
                .isPresent();
        return works && files.problem().isEmpty() ? policies.current().number(Policy.CONVERSION_SLOTS) : 0;
    }

    /** Removes what was kept long enough, and what no item knows. */
    public void seldom() {
        Duration keep = Duration.ofDays(policies.current().number(Policy.CONVERSION_KEEP_DAYS));
        List<UUID> old = store.untouchedFor(keep, WINDOW);
        old.forEach(item -> {
            store.remove(item);
            files.removeAll(item);
        });
        Instant orphaned = clock.instant().minus(ORPHANED);
        files.itemsBefore(orphaned).stream()
                .filter(item -> store.find(item).isEmpty())
                .forEach(files::removeAll);
        files.sweepPartials(orphaned);
    }
}

package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;

/**
 * Finds the segments that hold up the end of a film: all others of it are done or in hand, and a free node would be done with
 * one of them, begun anew, well before the node that has it.
 */
@ApplicationScoped
@Transactional
public class SlowSegments {

    /** A backup must be expected to end so much sooner, for the estimates are rough and the work is done twice. */
    private static final double WORTH = 1.3;

    private static final double MICROS = 1e6;

    private final QueueRepository queue;
    private final Policies policies;

    @Inject
    SlowSegments(QueueRepository queue, Policies policies) {
        this.queue = queue;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected SlowSegments() {
        this(null, null);
    }

    /** The slowest first. */
    List<QueueRepository.Open> worthABackup(ThisNode node) {
        if (!policies.recent().isOn(Policy.BACKUP_ATTEMPTS)) {
            return List.of();
        }
        double beat = policies.recent().number(Policy.LEASE_SECONDS) / 3.0;
        Map<Long, Map<String, QueueRepository.Pace>> paces = new HashMap<>();
        return queue.lastRunningSegments(node).stream()
                .map(segment -> estimate(
                        segment, node, paces.computeIfAbsent(segment.task().jobId(), queue::paces), beat))
                .filter(estimate -> estimate.left() > WORTH * estimate.anew())
                .sorted(Comparator.comparing(Estimate::left).reversed())
                .map(Estimate::task)
                .toList();
    }

    /** @param left seconds that the node which has it still needs @param anew seconds that this node would need */
    private record Estimate(QueueRepository.Open task, double left, double anew) {}

    private static Estimate estimate(
            QueueRepository.RunningSegment segment,
            ThisNode node,
            Map<String, QueueRepository.Pace> paces,
            double beat) {
        QueueRepository.Pace all =
                paces.values().stream().reduce(new QueueRepository.Pace(0, 0), QueueRepository.Pace::plus);
        double anew = paces.getOrDefault(node.name(), all).secondsFor(segment.frames());
        return new Estimate(segment.task(), left(segment, all.secondsFor(segment.frames()), beat), anew);
    }

    /**
     * By its own pace so far, as it was told up to one beat ago. One that has shown nothing for longer than such a segment takes
     * on average will take as long again.
     */
    private static double left(QueueRepository.RunningSegment segment, double usual, double beat) {
        double running = segment.micros() / MICROS;
        if (segment.framesDone() > 0) {
            return running * (segment.frames() - segment.framesDone()) / segment.framesDone() - beat;
        }
        return running > beat + usual ? running : 0;
    }
}

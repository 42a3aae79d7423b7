package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tasks that failed on this node, which leaves them to others for a while. In memory, because it concerns nobody else and
 * claims should not pay for it; that others could take them is asked when they fail.
 */
@ApplicationScoped
public class ShunnedTasks {

    /** Longer than a task is held back after its first failures. */
    private static final Duration WHILE = Duration.ofSeconds(15);

    private final Map<Key, Long> untilNanos = new ConcurrentHashMap<>();

    private record Key(UUID node, TaskKind kind, long task) {}

    void shun(Claim claim) {
        untilNanos.values().removeIf(until -> System.nanoTime() - until >= 0);
        untilNanos.put(new Key(claim.node(), claim.kind(), claim.taskId()), System.nanoTime() + WHILE.toNanos());
    }

    boolean isShunned(UUID node, TaskKind kind, long task) {
        Long until = untilNanos.get(new Key(node, kind, task));
        return until != null && System.nanoTime() - until < 0;
    }
}

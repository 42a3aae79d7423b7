package org.reelmill.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the artifacts of the test jobs did, by the name that the test gave its job. */
@ApplicationScoped
public class BatchJournal {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, List<Object>> entries = new ConcurrentHashMap<>();
    private final Map<Long, CountDownLatch> meetings = new ConcurrentHashMap<>();

    void note(String name, List<?> items) {
        entries.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>()).addAll(items);
    }

    /** In the order in which it happened. */
    public List<Object> of(String name) {
        return entries.getOrDefault(name, List.of());
    }

    /** Returns true when as many threads of the execution have called this at the same time. */
    boolean meet(long execution, int threads) throws InterruptedException {
        CountDownLatch meeting = meetings.computeIfAbsent(execution, key -> new CountDownLatch(threads));
        meeting.countDown();
        return meeting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}

package org.reelmill.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.reelmill.account.Caller;
import org.reelmill.account.CurrentCaller;
import org.reelmill.node.NodeLife;
import org.reelmill.node.ThisNode;
import org.reelmill.pipeline.FilmTaken;
import org.reelmill.pipeline.SegmentMade;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.ApplicationStopping;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/**
 * The executions that run in this server. The batch runtime reports them here; their rows are noted and kept alive, so that
 * every node can tell which executions are somebody's. What another node asked to stop, or closed because this server had
 * fallen silent, is stopped here.
 */
@ApplicationScoped
public class RunningExecutions {

    /** How long an execution counts as alive without a sign of its server. */
    static final int ALIVE_SECONDS = 60;

    private static final int PROLONG_SECONDS = 10;

    /** How long the server waits, when it stops, for executions to note that they have ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private static final String FILM = "jobUuid";

    private final BatchRepository repository;
    private final BatchOperations operations;
    private final Configuration configuration;
    private final NodeLife nodeLife;
    private final CurrentCaller caller;
    private final Event<ExecutionChanged> changed;

    private final Set<Long> running = ConcurrentHashMap.newKeySet();
    private final Map<Long, Set<UUID>> films = new ConcurrentHashMap<>();
    private int turns;

    @Inject
    RunningExecutions(
            BatchRepository repository,
            BatchOperations operations,
            Configuration configuration,
            NodeLife nodeLife,
            CurrentCaller caller,
            Event<ExecutionChanged> changed) {
        this.repository = repository;
        this.operations = operations;
        this.configuration = configuration;
        this.nodeLife = nodeLife;
        this.caller = caller;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected RunningExecutions() {
        this(null, null, null, null, null, null);
    }

    /** The runtime is about to run an execution. */
    @Transactional(TxType.REQUIRES_NEW)
    public void started(long execution, String job, Map<String, String> parameters) {
        repository.note(
                execution,
                job,
                configuration.nodeName(),
                nodeLife.self().map(ThisNode::uuid).orElse(null),
                caller.find().map(Caller::username).orElse(null),
                ALIVE_SECONDS);
        film(parameters).ifPresent(film -> addFilm(execution, film));
        running.add(execution);
        changed.fire(new ExecutionChanged(execution, ExecutionChanged.What.BEGAN));
    }

    /** The runtime has come to a step. */
    public void stepped(long execution) {
        hint(execution, ExecutionChanged.What.STEP);
    }

    /** The runtime has run an execution to its end. */
    public void ended(long execution) {
        films.remove(execution);
        synchronized (running) {
            running.remove(execution);
            running.notifyAll();
        }
        hint(execution, ExecutionChanged.What.ENDED);
    }

    /** What is told is no reason to fail: pages look again by themselves. */
    private void hint(long execution, ExecutionChanged.What what) {
        try {
            changed.fire(new ExecutionChanged(execution, what));
        } catch (RuntimeException e) {
            Logger.warn("Nobody is told that execution {} changed: {}", execution, e.toString());
        }
    }

    /** The server stops, and what it worked on was given back: no execution shall stay open that only has to say so. */
    void awaitEnd(@Observes ApplicationStopping stopping) {
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            synchronized (running) {
                long left = LAST_WORDS.toMillis();
                while (!running.isEmpty() && left > 0) {
                    running.wait(left);
                    left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether an execution runs in this server. */
    public boolean isHere(long execution) {
        return running.contains(execution);
    }

    /**
     * To be called in the transaction of a chunk, before its checkpoint: until that transaction ends nobody can close the
     * execution, and so nobody goes on from an older checkpoint beside it.
     *
     * @throws ConflictException it was closed; the chunk must not count
     */
    @Transactional(TxType.SUPPORTS)
    public void requireOpen(long execution) {
        if (!repository.lockIfOpen(execution)) {
            throw new ConflictException(Sentence.of("operator.refusal.closed", execution));
        }
    }

    /** Whether the database still has the execution as open: what somebody else closed stays as it is. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean isOpen(long execution) {
        return repository.lockIfOpen(execution);
    }

    /** Once a second, by one thread: obeys the stops of other nodes, and tells them that this server lives. */
    @Transactional(TxType.REQUIRES_NEW)
    public void tend() {
        turns = (turns + 1) % PROLONG_SECONDS;
        List<Long> here = List.copyOf(running);
        boolean due = turns == 0;
        if (!here.isEmpty()) {
            Set<Long> wanted = repository.wanted(here);
            here.stream().filter(execution -> !wanted.contains(execution)).forEach(operations::stop);
            if (due) {
                repository.prolong(here, ALIVE_SECONDS);
            }
        }
        if (due) {
            closeLost();
        }
    }

    /**
     * The database may go away just when an execution begins or ends. Then its row stays open although it runs nowhere, and
     * nobody else closes it as long as this server lives.
     */
    private void closeLost() {
        UUID self = nodeLife.self().map(ThisNode::uuid).orElse(null);
        repository.silentOf(self).stream()
                .filter(execution -> !running.contains(execution))
                .filter(repository::close)
                .forEach(execution -> {
                    Logger.info("Closed the batch execution {}, which runs nowhere", execution);
                    changed.fire(new ExecutionChanged(execution, ExecutionChanged.What.CLOSED));
                });
    }

    /** An execution has begun to work on a film that its parameters do not name. */
    @Transactional(TxType.REQUIRES_NEW)
    void taken(@Observes FilmTaken taken) {
        addFilm(taken.execution(), taken.job());
    }

    /** In the transaction in which the segment begins to count. */
    @Transactional
    void made(@Observes SegmentMade made) {
        repository.countSegment(made.execution(), made.job());
    }

    private void addFilm(long execution, UUID film) {
        // one of the threads writes, the others wait until the row is there
        films.compute(execution, (key, known) -> {
            Set<UUID> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            if (!all.contains(film)) {
                repository.addFilm(execution, film);
                all.add(film);
            }
            return all;
        });
    }

    private static Optional<UUID> film(Map<String, String> parameters) {
        try {
            return Optional.ofNullable(parameters.get(FILM)).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            Logger.warn("The job parameter {} is no UUID: {}", FILM, parameters.get(FILM));
            return Optional.empty();
        }
    }
}

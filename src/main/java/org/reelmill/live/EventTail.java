package org.reelmill.live;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.reelmill.shared.ApplicationStopping;
import org.tinylog.Logger;

/**
 * This node's one reader of events. It asks the database once a second while somebody listens, however many they are, and
 * not at all while nobody does.
 */
@ApplicationScoped
public class EventTail {

    /** Events that are read, or replayed to one listener, at a time. */
    private static final int AT_A_TIME = 500;

    /** Who missed more than this looks at everything anew; it would take longer to tell him. */
    private static final int MOST_REPLAYED = 5000;

    /** Seconds between two beats of the listeners. */
    private static final int BEAT = 5;

    private final EventRepository repository;
    private final Events events;
    private final Queue<Newcomer> newcomers = new ConcurrentLinkedQueue<>();
    private final List<LiveListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong queries = new AtomicLong();

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    private ScheduledThreadPoolExecutor clockwork;
    private volatile long batch;
    private int seconds;

    @Inject
    EventTail(EventRepository repository, Events events) {
        this.repository = repository;
        this.events = events;
    }

    /** For CDI's proxy. */
    protected EventTail() {
        this(null, null);
    }

    private record Newcomer(LiveListener listener, Optional<Position> after) {}

    /** From now on the listener is told. @param after what he knows already; empty: he needs nothing of the past */
    public synchronized void listen(LiveListener listener, Optional<Position> after) {
        newcomers.add(new Newcomer(listener, after));
        if (clockwork == null) {
            batch = -1;
            clockwork = new ScheduledThreadPoolExecutor(1, run -> new Thread(run, "live"));
            clockwork.scheduleWithFixedDelay(contexts.contextualRunnable(this::second), 0, 1, TimeUnit.SECONDS);
        }
    }

    /** How many listen on this node. */
    public int listeners() {
        return listeners.size() + newcomers.size();
    }

    /** Whether a listener is among those who are told. */
    boolean isWelcome(LiveListener listener) {
        return listeners.contains(listener);
    }

    /** How old the oldest event is that was not told yet; 0 when all were, or nobody listens. */
    public long lagSeconds() {
        long told = batch;
        return listeners.isEmpty() || told < 0 ? 0 : repository.oldestAfter(told);
    }

    /** How often the database was asked since the start; it is not while nobody listens. */
    public long queries() {
        return queries.get();
    }

    void stop(@Observes ApplicationStopping stopping) {
        end();
    }

    private synchronized void end() {
        if (clockwork != null) {
            clockwork.shutdownNow();
            clockwork = null;
        }
    }

    private synchronized void endIfAlone() {
        if (listeners.isEmpty() && newcomers.isEmpty()) {
            end();
        }
    }

    /** Whatever goes wrong in one second, the next one tries again: the database may be away for a while. */
    private void second() {
        try {
            tell();
            welcome();
        } catch (RuntimeException e) {
            Logger.warn("Events cannot be read now: {}", e.toString());
        }
        if (++seconds % BEAT == 0) {
            listeners.removeIf(listener -> !alive(listener));
            endIfAlone();
        }
    }

    private void tell() {
        queries.incrementAndGet();
        if (batch < 0) {
            events.giveOrder();
            batch = repository.lastBatch();
            return;
        }
        EventRepository.News news = repository.news(batch);
        if (news.unordered()) {
            events.giveOrder();
            news = repository.news(batch);
        }
        while (batch < news.latest()) {
            List<LiveEvent> happened = whole(news.latest());
            for (LiveListener listener : listeners) {
                tell(listener, happened);
            }
        }
    }

    /** The events of the next batches, none of them in part, so that everybody stands between two batches. */
    private List<LiveEvent> whole(long latest) {
        List<LiveEvent> found = new ArrayList<>();
        Position at = Position.after(batch);
        List<LiveEvent> some;
        do {
            some = repository.between(at, latest, AT_A_TIME);
            found.addAll(some);
            at = some.isEmpty() ? at : some.get(some.size() - 1).position();
        } while (some.size() == AT_A_TIME);
        batch = latest;
        return found;
    }

    private void welcome() {
        for (Iterator<Newcomer> next = newcomers.iterator(); next.hasNext(); ) {
            Newcomer newcomer = next.next();
            newcomer.after().ifPresent(known -> replay(newcomer.listener(), known));
            if (alive(newcomer.listener())) {
                listeners.add(newcomer.listener());
            }
            next.remove();
        }
    }

    private void replay(LiveListener listener, Position known) {
        if (isForgotten(known)) {
            listener.missed();
            return;
        }
        Position at = known;
        List<LiveEvent> some;
        int told = 0;
        do {
            some = repository.between(at, batch, AT_A_TIME);
            tell(listener, some);
            told += some.size();
            at = some.isEmpty() ? at : some.get(some.size() - 1).position();
        } while (some.size() == AT_A_TIME && told < MOST_REPLAYED);
        if (some.size() == AT_A_TIME) {
            listener.missed();
        }
    }

    /** Whether old events went that he does not know; the place before all of them asks for whatever is still there. */
    private boolean isForgotten(Position known) {
        return known.batch() > 0
                && repository.first().map(first -> known.compareTo(first) < 0).orElse(true);
    }

    private static void tell(LiveListener listener, List<LiveEvent> events) {
        if (!events.isEmpty()) {
            try {
                listener.happened(events);
            } catch (RuntimeException e) {
                // one who cannot be told must not keep the others from it
                Logger.warn(e, "Somebody who watches cannot be told");
            }
        }
    }

    /** One who fails once, say because the database is away, is asked again: he knows nothing of it and would never come back. */
    private static boolean alive(LiveListener listener) {
        try {
            return listener.beat();
        } catch (RuntimeException e) {
            Logger.warn(e, "Somebody who watches cannot be asked whether he still does");
            return true;
        }
    }
}

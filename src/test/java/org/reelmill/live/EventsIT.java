package org.reelmill.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.pipeline.JobLogged;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.Sql;

/**
 * Events in the real database, with the server's own at the same time: each test looks for the subjects that it made. It has a
 * tail of its own, because to the server's others may still listen.
 */
@Tag("once")
class EventsIT extends ReelmillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Position START = new Position(0, 0);

    @Inject
    private Event<JobLogged> logged;

    @Inject
    private Events events;

    @Inject
    private BeanManager beans;

    @Inject
    private EventRepository repository;

    @Inject
    private UserTransaction transaction;

    @Resource
    private ContextService contexts;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    private final List<Ear> ears = new ArrayList<>();
    private EventTail tail;
    private Sql sql;

    @BeforeEach
    void open() {
        sql = new Sql(dataSource);
        tail = new Unmanaged<>(beans, EventTail.class)
                .newInstance()
                .produce()
                .inject()
                .get();
    }

    @AfterEach
    void goAway() {
        ears.forEach(ear -> ear.gone = true);
    }

    @Test
    void isThereIfAndOnlyIfTheChangeIs() throws Exception {
        UUID kept = happens(transaction::commit);
        UUID undone = happens(transaction::rollback);

        assertThat(count(kept)).isEqualTo(1);
        assertThat(count(undone)).isZero();
    }

    /** The id that is given first is committed last; a reader who comes in between must see both. */
    @Test
    void losesNothingThatIsCommittedInAnotherOrderThanItWasWritten() throws Exception {
        Ear ear = listen(Optional.empty());
        UUID early = Uuids.random();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(contexts.contextualRunnable(() -> {
            try {
                transaction.begin();
                write(early);
                written.countDown();
                mayCommit.await(60, TimeUnit.SECONDS);
                transaction.commit();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        UUID late = happens(transaction::commit);
        awaitHeard(ear, late);
        assertThat(ear.subjects()).doesNotContain(early.toString());
        mayCommit.countDown();
        slow.get(60, TimeUnit.SECONDS);
        awaitHeard(ear, early);

        assertThat(idOf(early)).isLessThan(idOf(late));
        assertThat(ear.positions()).isSorted().doesNotHaveDuplicates();
        assertThat(ear.subjects()).containsOnlyOnce(early.toString(), late.toString());
        // who comes again with the place of the other one is told the one that was committed after it
        Position after = ear.positionOf(late);
        Ear again = listen(Optional.of(after));
        awaitHeard(again, early);
        assertThat(again.subjects()).doesNotContain(late.toString());
    }

    /** The page that is told so looks at everything once, and never again. */
    @Test
    void tellsWhatHappensAtTheMomentWhenSomebodyIsWelcome() throws Exception {
        CompletableFuture<UUID> news = new CompletableFuture<>();
        Ear ear = new Ear() {
            @Override
            public boolean beat() {
                if (!news.isDone()) {
                    try {
                        news.complete(happens(transaction::commit));
                    } catch (Exception e) {
                        news.completeExceptionally(e);
                    }
                }
                return super.beat();
            }
        };
        ears.add(ear);
        tail.listen(ear, Optional.empty());

        awaitHeard(ear, news.get(30, TimeUnit.SECONDS));
    }

    /** He would never come back by himself, for he knows nothing of it. */
    @Test
    void whoCannotAnswerOnceIsAskedAgain() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        Ear ear = new Ear() {
            @Override
            public boolean beat() {
                if (failed.compareAndSet(false, true)) {
                    throw new IllegalStateException("something was away");
                }
                return super.beat();
            }
        };
        ears.add(ear);
        tail.listen(ear, Optional.empty());
        await().atMost(PATIENCE).untilTrue(failed);

        awaitHeard(ear, happens(transaction::commit));
    }

    @Test
    void replaysToWhoComesAgainWhatHeMissedAndNothingTwice() throws Exception {
        UUID first = happens(transaction::commit);
        Position known = events.after(START, 100_000).stream()
                .filter(event -> event.subject().equals(first.toString()))
                .findFirst()
                .orElseThrow()
                .position();
        UUID second = happens(transaction::commit);

        Ear ear = listen(Optional.of(known));
        awaitHeard(ear, second);
        UUID third = happens(transaction::commit);
        awaitHeard(ear, third);

        assertThat(ear.subjects())
                .doesNotContain(first.toString())
                .containsOnlyOnce(second.toString(), third.toString());
        assertThat(ear.missed).isFalse();
    }

    @Test
    void saysSoWhenWhatSomebodyMissedIsForgotten() throws Exception {
        UUID old = happens(transaction::commit);
        events.giveOrder();
        Position known = events.after(START, 1).get(0).position();
        sql.update(
                "UPDATE event SET happened = TIMESTAMPADD(DAY, -40, CURRENT_TIMESTAMP(3)) WHERE subject = ? OR eventID = ?",
                old.toString(),
                known.id());
        events.removeOld(30);

        Ear ear = listen(Optional.of(known));

        await().pollInSameThread().atMost(PATIENCE).until(() -> ear.missed);
        assertThat(count(old)).isZero();
    }

    @Test
    void asksTheDatabaseOnceASecondHoweverManyListenAndNotAtAllForNobody() throws Exception {
        long quiet = tail.queries();
        for (int i = 0; i < 200; i++) {
            ears.add(new Ear());
            tail.listen(ears.get(i), Optional.empty());
        }
        await().pollInSameThread().atMost(PATIENCE).until(() -> ears.stream().allMatch(tail::isWelcome));
        UUID news = happens(transaction::commit);
        long begin = System.nanoTime();
        long before = tail.queries();
        await().pollInSameThread().atMost(PATIENCE).until(() -> ears.stream().allMatch(ear -> ear.heard(news)));
        long asked = tail.queries() - before;
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();

        assertThat(asked).isLessThanOrEqualTo(seconds + 2);
        assertThat(before).isGreaterThan(quiet);
        goAway();
        await().pollInSameThread().atMost(PATIENCE).until(() -> tail.listeners() == 0);
        long alone = tail.queries();
        await().pollInSameThread()
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> tail.queries() == alone);
    }

    private interface End {

        void end() throws Exception;
    }

    /** @return the subject of what happened */
    private UUID happens(End end) throws Exception {
        UUID subject = Uuids.random();
        transaction.begin();
        write(subject);
        end.end();
        return subject;
    }

    private void write(UUID subject) {
        logged.fire(new JobLogged(subject, "INFO", "node", "It \"happened\" " + "\u0001".repeat(400)));
    }

    private long count(UUID subject) {
        return sql.number("SELECT COUNT(*) FROM event WHERE subject = ?", subject.toString());
    }

    private long idOf(UUID subject) {
        return sql.number("SELECT eventID FROM event WHERE subject = ?", subject.toString());
    }

    private Ear listen(Optional<Position> after) {
        Ear ear = new Ear();
        ears.add(ear);
        tail.listen(ear, after);
        if (after.isEmpty()) {
            // who needs nothing of the past is told from the next second on
            await().pollInSameThread().atMost(PATIENCE).until(() -> tail.isWelcome(ear));
        }
        return ear;
    }

    private static void awaitHeard(Ear ear, UUID subject) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ear.heard(subject));
    }

    /** Hears everything. */
    private static class Ear implements LiveListener {

        private final List<LiveEvent> heard = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean missed;
        private volatile boolean gone;

        @Override
        public void happened(List<LiveEvent> events) {
            heard.addAll(events);
        }

        @Override
        public void missed() {
            missed = true;
        }

        @Override
        public boolean beat() {
            return !gone;
        }

        boolean heard(UUID subject) {
            return subjects().contains(subject.toString());
        }

        List<String> subjects() {
            return List.copyOf(heard).stream().map(LiveEvent::subject).toList();
        }

        List<Position> positions() {
            return List.copyOf(heard).stream().map(LiveEvent::position).toList();
        }

        Position positionOf(UUID subject) {
            return List.copyOf(heard).stream()
                    .filter(event -> event.subject().equals(subject.toString()))
                    .findFirst()
                    .orElseThrow()
                    .position();
        }
    }
}

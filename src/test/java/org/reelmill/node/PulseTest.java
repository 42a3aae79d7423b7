package org.reelmill.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PulseTest {

    private final Semaphore beats = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final Pulse pulse = new Pulse(this::beat);

    @AfterEach
    void stop() {
        pulse.stop();
    }

    @Test
    void comesEarlierWhenSomebodyCannotWait() throws InterruptedException {
        mayEnd.release(2);
        pulse.start(Duration.ofHours(1));

        pulse.hurry(Duration.ofMillis(1));

        beats.acquire();
    }

    @Test
    void doesNotComeLaterForWhoeverCanWait() throws InterruptedException {
        mayEnd.release(2);
        pulse.start(Duration.ofMillis(1));

        pulse.hurry(Duration.ofHours(1));

        beats.acquire();
    }

    /** Found by CI: whoever could not wait while a beat was under way waited as long as that beat had decided. */
    @Test
    void comesEarlierAlsoWhenABeatIsUnderWay() throws InterruptedException {
        pulse.start(Duration.ZERO);
        beats.acquire();

        pulse.hurry(Duration.ofMillis(1));
        pulse.hurry(Duration.ofHours(2));
        mayEnd.release(2);

        beats.acquire();
    }

    @Test
    void forgetsTheHurryOfTheBeatBefore() throws InterruptedException {
        pulse.start(Duration.ZERO);
        beats.acquire();
        pulse.hurry(Duration.ofMillis(1));
        mayEnd.release(1);
        beats.acquire();
        mayEnd.release(1);

        assertThat(beats.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void endsTheBeatThatIsUnderWay() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Pulse endless = new Pulse(() -> {
            try {
                beats.release();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ended.countDown();
            }
            return Duration.ZERO;
        });
        endless.start(Duration.ZERO);
        beats.acquire();

        endless.stop();

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** @return an hour: whatever comes sooner was asked for */
    private Duration beat() {
        beats.release();
        mayEnd.acquireUninterruptibly();
        return Duration.ofHours(1);
    }
}

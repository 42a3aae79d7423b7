package org.reelmill.simulation;

import java.lang.reflect.Field;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Virtual time, and who does something in it. An actor is a thread, but only one of them runs at any moment: at its next
 * {@link #pause} or {@link #breakPoint} it hands over to one that the seed picks. When nobody has anything to do, time jumps to
 * the moment when somebody has. The same seed gives the same schedule.
 */
final class World {

    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 1, 1, 0, 0);

    /** Longest time that passes from one step to the next, as a statement takes it. */
    private static final int STEP_MICROS = 2_000;

    private static final Duration STUCK = Duration.ofSeconds(30);

    /** A machine whose threads stand still or are gone. */
    static final class Machine {
        private long stoppedUntil;
        private boolean dead;
        private long lastStopped = Long.MIN_VALUE / 2;

        boolean isDead() {
            return dead;
        }
    }

    /** The machine died: nothing of it runs on, and no code of it sees why. */
    static final class DiedError extends Error {
        private static final long serialVersionUID = 1L;

        DiedError() {
            super("the machine died", null, false, false);
        }
    }

    private final class Actor {
        private final Machine machine;
        private final Semaphore turn = new Semaphore(0);
        private final Thread thread;
        private long wakeAt = now;

        Actor(Machine machine, long luck, Runnable work) {
            this.machine = machine;
            this.thread = new Thread(() -> live(this, luck, work), "actor");
            thread.setDaemon(true);
        }

        long readyAt() {
            return machine.dead ? 0 : Math.max(wakeAt, machine.stoppedUntil);
        }
    }

    private final Random random;
    private final List<Actor> actors = new ArrayList<>();
    private final ThreadLocal<Actor> current = new ThreadLocal<>();
    private final Semaphore over = new Semaphore(0);
    private final List<Throwable> faults = new ArrayList<>();
    private BooleanSupplier end;
    private volatile boolean closed;
    private long limit;
    private long now;
    private volatile long steps;

    World(long seed) {
        this.random = new Random(seed);
    }

    Random random() {
        return random;
    }

    /** Nanoseconds since the beginning. */
    long now() {
        return now;
    }

    /** As the database's clock has it. */
    LocalDateTime time() {
        return BEGIN.plusNanos(now);
    }

    long steps() {
        return steps;
    }

    /** Somebody begins to do something. Outside of {@link #run} it waits for that. */
    void spawn(Machine machine, Runnable work) {
        Actor actor = new Actor(machine, random.nextLong(), work);
        actors.add(actor);
        actor.thread.start();
    }

    /** Lets the actors act until the end has come, which is theirs. @throws AssertionError nothing went on, or somebody failed */
    void run(Duration longest, BooleanSupplier untilThen) {
        end = untilThen;
        limit = now + longest.toNanos();
        next(null);
        awaitOver();
        closed = true;
        actors.forEach(actor -> {
            actor.machine.dead = true;
            actor.turn.release();
        });
        actors.forEach(actor -> join(actor.thread));
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.get(0).toString(), faults.get(0));
        }
    }

    /** An actor that waits for a monitor, which another one keeps while it stands still, would wait for ever. */
    private void awaitOver() {
        try {
            long before = -1;
            while (!over.tryAcquire(STUCK.toSeconds(), TimeUnit.SECONDS)) {
                if (steps == before) {
                    throw new AssertionError("An actor waits for another one: "
                            + actors.stream()
                                    .map(actor -> actor.thread)
                                    .filter(thread -> thread.getState() == Thread.State.BLOCKED)
                                    .map(thread -> List.of(thread.getStackTrace()))
                                    .toList());
                }
                before = steps;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether an actor asks. */
    boolean isActing() {
        return current.get() != null;
    }

    /** The machine of the actor that asks. */
    Machine acting() {
        return current.get().machine;
    }

    /** Another one may go on here. */
    void breakPoint() {
        pause(Duration.ZERO);
    }

    void pause(Duration time) {
        Actor self = current.get();
        if (self.machine.dead) {
            throw new DiedError();
        }
        self.wakeAt = now + time.toNanos();
        next(self);
        if (self.machine.dead) {
            throw new DiedError();
        }
    }

    void kill(Machine machine) {
        machine.dead = true;
    }

    void stop(Machine machine, Duration time) {
        machine.stoppedUntil = Math.max(machine.stoppedUntil, now + time.toNanos());
        machine.lastStopped = machine.stoppedUntil;
    }

    void goOn(Machine machine) {
        machine.stoppedUntil = 0;
    }

    /** Whether it stood still at some moment since. */
    boolean stoodStill(Machine machine, long since) {
        return machine.lastStopped >= since;
    }

    private void live(Actor actor, long luck, Runnable work) {
        actor.turn.acquireUninterruptibly();
        current.set(actor);
        Luck.set(luck);
        try {
            if (!actor.machine.dead) {
                work.run();
            }
        } catch (DiedError e) {
            // as it should
        } catch (Throwable e) {
            faults.add(e);
        } finally {
            if (!closed) {
                actors.remove(actor);
                next(null);
            }
        }
    }

    /** Hands over to whoever is next, and comes back when it is the turn of this one. */
    private void next(Actor self) {
        steps++;
        now += random.nextInt(STEP_MICROS) * 1_000L;
        Actor chosen = choose();
        if (chosen == self && self != null) {
            return;
        }
        if (chosen == null) {
            over.release();
        } else {
            chosen.turn.release();
        }
        if (self != null) {
            self.turn.acquireUninterruptibly();
        }
    }

    /** @return nobody when it is over */
    private Actor choose() {
        if (!faults.isEmpty() || end.getAsBoolean()) {
            return null;
        }
        if (now > limit) {
            faults.add(new AssertionError("It did not come to its end in time"));
            return null;
        }
        if (actors.isEmpty()) {
            faults.add(new AssertionError("Nobody is left to do anything"));
            return null;
        }
        List<Actor> ready = ready();
        if (ready.isEmpty()) {
            now = actors.stream().mapToLong(Actor::readyAt).min().orElseThrow();
            ready = ready();
        }
        return ready.get(random.nextInt(ready.size()));
    }

    private List<Actor> ready() {
        return actors.stream().filter(actor -> actor.readyAt() <= now).toList();
    }

    /** Makes what {@code ThreadLocalRandom} gives in this thread a matter of the seed. */
    private static final class Luck {

        private static final sun.misc.Unsafe UNSAFE = unsafe();
        private static final long SEED = offset("threadLocalRandomSeed");
        private static final long PROBE = offset("threadLocalRandomProbe");

        private static sun.misc.Unsafe unsafe() {
            try {
                Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
                field.setAccessible(true);
                return (sun.misc.Unsafe) field.get(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static long offset(String field) {
            try {
                return UNSAFE.objectFieldOffset(Thread.class.getDeclaredField(field));
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e);
            }
        }

        static void set(long seed) {
            UNSAFE.putInt(Thread.currentThread(), PROBE, 1);
            UNSAFE.putLong(Thread.currentThread(), SEED, seed);
        }
    }
}

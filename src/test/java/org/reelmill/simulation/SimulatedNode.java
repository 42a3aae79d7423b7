package org.reelmill.simulation;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.node.Abilities;
import org.reelmill.node.Heart;
import org.reelmill.node.LeaseHolder;
import org.reelmill.node.NodeLife;
import org.reelmill.node.ThisNode;
import org.reelmill.pipeline.Claim;
import org.reelmill.pipeline.Export;
import org.reelmill.pipeline.ExportWork;
import org.reelmill.pipeline.Foreman;
import org.reelmill.pipeline.Ingest;
import org.reelmill.pipeline.IngestWork;
import org.reelmill.pipeline.JobRendition;
import org.reelmill.pipeline.JobStarter;
import org.reelmill.pipeline.Rounds;
import org.reelmill.pipeline.SegmentWork;
import org.reelmill.pipeline.TaskFailures;
import org.reelmill.pipeline.TaskKind;
import org.reelmill.pipeline.Transcode;
import org.reelmill.pipeline.Verification;
import org.reelmill.pipeline.WorkInHand;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Stage;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.CurrentActor;
import org.reelmill.shared.Patience;
import org.reelmill.shared.Ticker;

/**
 * A server with the product's beans in it. What stands outside of them is done here in their place: the timer that asks for
 * rounds, the thread of the heartbeat, and the batch runtime, whose steps run in the order of {@code batch-jobs}.
 */
final class SimulatedNode {

    private static final String STIRRED = "org.reelmill.pipeline.PipelineStirred";
    private static final Duration ROUND = Duration.ofMillis(2_000);
    private static final Abilities ABILITIES = new Abilities(2, 1L << 30, Set.of("H264", "H265"), List.of());
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    /** So soon the heart knows that somebody is in a hurry. */
    private static final long LONGEST_SLEEP_NANOS = Duration.ofMillis(500).toNanos();

    private final World world;
    private final World.Machine machine = new World.Machine();
    private final Wiring.Monitors monitors;
    private final Wiring beans;
    private final String name;
    private final int slots;
    private final double clockRate;
    private final long clockOffset;
    private boolean transcoding;
    private int rounds;

    /** @param clockSeconds how wrong its clock on the wall is */
    SimulatedNode(
            String name,
            int slots,
            long clockSeconds,
            World world,
            Transactions transactions,
            Configuration configuration,
            MediaEngine engine) {
        this.name = name;
        this.slots = slots;
        this.world = world;
        this.clockRate = 1 + (world.random().nextDouble() - 0.5) / 50;
        this.clockOffset = clockSeconds;
        this.monitors = new Wiring.Monitors(world);
        this.beans = new Wiring(transactions, monitors, type -> given(type, transactions, configuration, engine));
    }

    World.Machine machine() {
        return machine;
    }

    String name() {
        return name;
    }

    <T> T bean(Class<T> type) {
        return beans.get(type);
    }

    /** Starts it: it joins, and goes its rounds. */
    void start() {
        world.spawn(machine, () -> {
            bean(Patience.class).tell("Joining", () -> bean(NodeLife.class)
                    .join(new ThisNode(uuid(), name, EnumSet.allOf(Stage.class), slots, "fake", ABILITIES)));
            while (true) {
                round();
                world.pause(ROUND);
            }
        });
    }

    private UUID uuid() {
        return new UUID(
                world.random().nextLong() & ~0xf000L | 0x4000L, world.random().nextLong() & ~(3L << 62) | 1L << 63);
    }

    /** Tells it to stop, as SIGTERM does; it is dead in the end. */
    void terminate() {
        world.spawn(machine, () -> {
            bean(Foreman.class).stop();
            try {
                bean(NodeLife.class).leave();
            } finally {
                world.kill(machine);
            }
        });
    }

    private void round() {
        if (rounds == 0) {
            rounds++;
            try {
                bean(Rounds.class).run();
            } finally {
                rounds--;
            }
        }
    }

    private Optional<Object> given(
            Type type, Transactions transactions, Configuration configuration, MediaEngine engine) {
        if (type == EntityManager.class) {
            return Optional.of(transactions.entityManager());
        }
        if (type == Ticker.class) {
            return Optional.of(new Watch());
        }
        if (type == Clock.class) {
            return Optional.of(new Wall());
        }
        if (type == ContextService.class) {
            return Optional.of(Proxy.newProxyInstance(
                    SimulatedNode.class.getClassLoader(),
                    new Class<?>[] {ContextService.class},
                    (proxy, method, arguments) -> arguments[0]));
        }
        if (type == Configuration.class) {
            return Optional.of(configuration);
        }
        if (type == WorkFolders.class) {
            return Optional.of(new WorkFolders(configuration));
        }
        if (type == CurrentActor.class) {
            return Optional.of((CurrentActor) () -> CurrentActor.SYSTEM);
        }
        if (type == MediaEngine.class) {
            return Optional.of(engine);
        }
        if (type == JobStarter.class) {
            return Optional.of(new Batch());
        }
        if (type == LeaseHolder.class) {
            return Optional.of(beans.get(WorkInHand.class));
        }
        if (type == Heart.class) {
            return Optional.of(new VirtualHeart());
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Event.class) {
            return Optional.of(event(generic.getActualTypeArguments()[0], transactions));
        }
        return Optional.empty();
    }

    /** What is fired stirs a round, if it is that; nobody here observes anything else. */
    private Object event(Type fired, Transactions transactions) {
        return Proxy.newProxyInstance(
                SimulatedNode.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("fire") && fired.getTypeName().equals(STIRRED)) {
                        transactions.afterSuccess(() -> world.spawn(machine, this::round));
                    }
                    return null;
                });
    }

    /** The machine's own measure of time, a little too fast or too slow. */
    private final class Watch implements Ticker {

        @Override
        public long nanos() {
            return (long) (world.now() * clockRate) + clockOffset;
        }

        @Override
        public void pause(Duration time) {
            world.pause(time);
        }
    }

    /** The clock on the machine's wall. */
    private final class Wall extends Clock {

        @Override
        public Instant instant() {
            return world.time().toInstant(ZoneOffset.UTC).plusSeconds(clockOffset);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException("UTC is all there is");
        }
    }

    private final class VirtualHeart extends Heart {

        private boolean stopped;
        private long due;

        @Override
        public void start(Duration first, Supplier<Duration> beat) {
            due = world.now() + first.toNanos();
            world.spawn(machine, () -> {
                while (true) {
                    while (world.now() < due) {
                        world.pause(Duration.ofNanos(Math.min(due - world.now(), LONGEST_SLEEP_NANOS)));
                    }
                    if (stopped) {
                        return;
                    }
                    due = Long.MAX_VALUE;
                    Duration pause = alone(beat);
                    due = Math.min(due, world.now() + pause.toNanos());
                }
            });
        }

        @Override
        public void hurry(Duration longest) {
            due = Math.min(due, world.now() + longest.toNanos());
        }

        /** The beat is synchronized, but comes without a proxy. */
        private Duration alone(Supplier<Duration> beat) {
            try {
                return (Duration) monitors.hold(NodeLife.class, beat::get);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }

    /** Does what the job definitions say. */
    private final class Batch implements JobStarter {

        @Override
        public void start(Claim claim) {
            world.spawn(machine, () -> execute(claim));
        }

        private void execute(Claim claim) {
            WorkInHand.Held held =
                    bean(WorkInHand.class).find(claim.kind(), claim.jobUuid()).orElseThrow();
            try (held) {
                switch (claim.kind()) {
                    case INGEST -> ingest(claim, held);
                    case VERIFY -> verify(claim, held);
                    case EXPORT -> export(claim, held);
                    default -> throw new IllegalArgumentException(claim.kind().word());
                }
            } catch (MediaException | IOException | RuntimeException e) {
                bean(Patience.class).tell("What became of a task", () -> bean(TaskFailures.class)
                        .failed(claim, e));
            }
            round();
        }

        private void ingest(Claim claim, WorkInHand.Held held) throws MediaException, IOException {
            Ingest ingest = bean(Ingest.class);
            IngestWork work = ingest.probe(claim, held);
            ingest.prepare(work, held);
            ingest.verify(work, held);
            bean(Patience.class).tell("A planned film", () -> ingest.publish(work));
            held.close();
            round();
            ingest.soundAhead(work, () -> false);
        }

        private void verify(Claim claim, WorkInHand.Held held) throws MediaException, IOException {
            Verification verification = bean(Verification.class);
            Verification.Task task = verification.read(claim);
            var list = verification.decode(task, held);
            bean(Patience.class).tell("A decoded film", () -> verification.record(task, list));
        }

        private void export(Claim claim, WorkInHand.Held held) throws MediaException, IOException {
            Export export = bean(Export.class);
            Optional<ExportWork> whole = export.check(claim, held);
            if (whole.isPresent()) {
                export.audio(whole.get(), held);
                for (JobRendition rendition : whole.get().renditions()) {
                    export.keep(export.join(whole.get(), rendition, held));
                }
                export.publish(whole.get());
            }
        }

        @Override
        public void startTranscode(int encoders) {
            if (!transcoding) {
                transcoding = true;
                int[] running = {encoders};
                for (int encoder = 0; encoder < encoders; encoder++) {
                    world.spawn(machine, () -> {
                        encodeUntilDry();
                        if (--running[0] == 0) {
                            transcoding = false;
                            round();
                        }
                    });
                }
            }
        }

        private void encodeUntilDry() {
            while (true) {
                Optional<WorkInHand.Held> held = segment();
                if (held.isPresent()) {
                    encode(held.get());
                } else if (bean(WorkInHand.class).count(TaskKind.TRANSCODE) == 0) {
                    return;
                } else {
                    world.pause(LOOK_AGAIN);
                }
            }
        }

        /** A reader that fails ends its partition. */
        private Optional<WorkInHand.Held> segment() {
            try {
                return bean(Foreman.class).nextSegment();
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }

        private void encode(WorkInHand.Held held) {
            try (held) {
                Optional<Transcode.Result> result = bean(SegmentWork.class).encode(held);
                result.ifPresent(bean(SegmentWork.class)::record);
            }
        }
    }
}

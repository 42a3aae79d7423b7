package org.reelmill.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.reelmill.node.NodeLife;
import org.reelmill.pipeline.Jobs;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.FakeMediaEngine;
import org.reelmill.testing.Sql;

/**
 * One simulated farm from its first film to its last: nodes come and go, and whatever may happen happens, for a while. Then
 * calm returns, and everything must come to its end. What is right about that, {@link Ledger} knows.
 */
final class Simulation implements SimulatedDatabase.Run {

    /** Failures and crashes after which a task may doom its film. */
    static final int LEAST_TOLERANCE = 3;

    /** On a disk each commit of a file would wait for it. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final Duration STORM = Duration.ofSeconds(45);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int KEYS = 25;

    /** A person at a console that is no node, and everything that befalls from outside. */
    private final World.Machine outside = new World.Machine();

    private final World world;
    private final Random random;
    private final Transactions transactions;
    private final Ledger ledger;
    private final Path home;
    private final Configuration configuration;
    private final WorkFolders folders;
    private final SimulatedNode console;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Map<String, Integer> films = new HashMap<>();
    private final UnaryOperator<String> statements;
    private final double failures;
    private final boolean cutsOff;
    private long awayUntil;
    private long lastAway = Long.MIN_VALUE / 2;
    private boolean calm;
    private int started;
    private long lastLook;

    /** @param home an empty folder */
    private Simulation(long seed, Path home, UnaryOperator<String> statements) {
        this.statements = statements;
        this.world = new World(seed);
        this.random = world.random();
        this.home = home;
        this.failures = random.nextInt(3) == 0 ? random.nextDouble() / 8 : 0;
        this.cutsOff = random.nextBoolean();
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        this.configuration = Configuration.from(Map.of(), properties);
        this.folders = new WorkFolders(configuration);
        SimulatedDatabase database = SimulatedDatabase.get();
        this.transactions = new Transactions(database.factory(), world, this::fate);
        this.ledger = new Ledger(this);
        database.begin(this);
        this.console = node("console", 0, 0);
    }

    /**
     * Plays one from its beginning to its end.
     *
     * @param statements what becomes of each statement before the database gets it: the same, unless one wants to see what a
     *     fault in it leads to
     * @throws AssertionError something is not as promised
     */
    static Simulation play(long seed, UnaryOperator<String> statements) throws IOException {
        Path home = Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "reelmill-simulation")
                : Files.createTempDirectory("reelmill-simulation");
        try {
            Simulation simulation = new Simulation(seed, home, statements);
            simulation.run();
            return simulation;
        } catch (AssertionError e) {
            throw new AssertionError("The simulation with -Dsimulation.seed=" + seed + " failed: " + e.getMessage(), e);
        } finally {
            remove(home);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void run() {
        try {
            Files.createFile(home.resolve(WorkFolders.MARKER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folders.prepare();
        console.bean(Policies.class).addMissing();
        set("leaseSeconds", String.valueOf(5 + random.nextInt(11)));
        set("failureTolerance", String.valueOf(LEAST_TOLERANCE + random.nextInt(4)));
        set("segmentLength", "1");
        set("settleSeconds", "1");
        set("nodeTimeout", "30");
        set("moveAfterExport", String.valueOf(random.nextInt(2)));
        set("verifyDuringIngest", random.nextInt(4) == 0 ? "0" : "1");
        for (int film = 1 + random.nextInt(3); film > 0; film--) {
            handIn();
        }
        for (int node = 1 + random.nextInt(3); node > 0; node--) {
            startNode();
        }
        world.spawn(outside, this::storm);
        world.run(LONGEST, this::isOver);
        ledger.check();
    }

    long steps() {
        return world.steps();
    }

    Duration length() {
        return Duration.ofNanos(world.now());
    }

    Ledger ledger() {
        return ledger;
    }

    Sql sql() {
        return SimulatedDatabase.get().sql();
    }

    WorkFolders folders() {
        return folders;
    }

    /** Pictures of each film, by its name. */
    Map<String, Integer> films() {
        return films;
    }

    /** The node with this uuid, if it is one that was started. */
    Optional<SimulatedNode> alive(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name) && !node.machine().isDead())
                .findFirst();
    }

    /** Whether the node that does something now is this one, or was it. */
    boolean isActing(UUID node) {
        return nodes.stream()
                .filter(candidate -> candidate.machine() == world.acting())
                .anyMatch(candidate -> candidate.bean(NodeLife.class).is(node));
    }

    /** Whether a lease of so many seconds that ends now may end for what happened outside. */
    boolean isExcused(String node, long seconds) {
        long since = world.now() - Duration.ofSeconds(seconds).toNanos();
        return lastAway >= since
                || alive(node)
                        .filter(living -> !world.stoodStill(living.machine(), since))
                        .isEmpty();
    }

    @Override
    public World world() {
        return world;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public String statement(String written) {
        return statements.apply(written);
    }

    @Override
    public boolean isAway() {
        return world.now() < awayUntil;
    }

    @Override
    public void changed(SimulatedDatabase.Change change) {
        try {
            ledger.changed(change);
        } catch (RuntimeException e) {
            // the product would go on after that
            throw new AssertionError("The ledger does not understand " + change, e);
        }
    }

    private Transactions.Fate fate() {
        if (isAway()) {
            return random.nextBoolean() ? Transactions.Fate.LOST : Transactions.Fate.UNKNOWN;
        }
        if (cutsOff && !calm && world.isActing() && random.nextInt(400) == 0) {
            lastAway = world.now();
            return random.nextBoolean() ? Transactions.Fate.LOST : Transactions.Fate.UNKNOWN;
        }
        return Transactions.Fate.WELL;
    }

    private SimulatedNode node(String name, int slots, long clockSeconds) {
        return new SimulatedNode(
                name,
                slots,
                clockSeconds,
                world,
                transactions,
                configuration,
                new TimedEngine(world, failures, 0.3 + random.nextDouble() * 2));
    }

    private void startNode() {
        SimulatedNode node = node("node" + ++started, 1 + random.nextInt(3), random.nextInt(7_200) - 3_600);
        nodes.add(node);
        node.start();
    }

    private void handIn() {
        String name = "film" + (films.size() + 1) + ".mp4";
        int frames = KEYS * (1 + random.nextInt(5)) + random.nextInt(KEYS);
        FakeMediaEngine.writeFilm(folders.source().resolve(name), 1920, 1080, frames, KEYS, "eng");
        films.put(name, frames);
        if (random.nextBoolean()) {
            sql().update("INSERT INTO job (sourceName, priority) VALUES (?, ?)", name, random.nextInt(3));
        }
        // else the folder's intake finds it
    }

    private void set(String policy, String value) {
        sql().update("UPDATE policy SET value = ? WHERE policy = ?", value, policy);
    }

    private void storm() {
        while (world.now() < STORM.toNanos()) {
            world.pause(Duration.ofMillis(random.nextInt(2_500)));
            befall(random.nextInt(26));
        }
        awayUntil = 0;
        for (String stage : List.of("ingestEnabled", "transcodeEnabled", "exportEnabled")) {
            set(stage, "1");
        }
        set("terminateAll", "0");
        sql().update("UPDATE node SET authorise = TRUE");
        sql().update("UPDATE job SET paused = FALSE");
        sql().update("UPDATE output SET active = TRUE");
        nodes.forEach(node -> world.goOn(node.machine()));
        startNode();
        calm = true;
        while (true) {
            // somebody retries what failed, once its cleaning is done
            world.pause(Duration.ofSeconds(60));
        }
    }

    private void befall(int what) {
        switch (what) {
            case 0, 1 ->
                anyNode().ifPresent(node -> {
                    world.kill(node.machine());
                    restartLater();
                });
            case 2, 3 ->
                anyNode().ifPresent(node -> world.stop(node.machine(), Duration.ofSeconds(random.nextInt(40))));
            case 4 ->
                anyNode().ifPresent(node -> {
                    node.terminate();
                    restartLater();
                });
            case 5 -> {
                awayUntil = world.now() + Duration.ofSeconds(random.nextInt(30)).toNanos();
                lastAway = awayUntil;
            }
            case 6 -> sql().update("DELETE FROM node WHERE name = ?", "node" + (1 + random.nextInt(started)));
            case 7 ->
                sql().update(
                                "UPDATE node SET authorise = ? WHERE name = ?",
                                random.nextBoolean(),
                                "node" + (1 + random.nextInt(started)));
            case 8 ->
                set(
                        List.of("ingestEnabled", "transcodeEnabled", "exportEnabled")
                                .get(random.nextInt(3)),
                        random.nextInt(3) == 0 ? "0" : "1");
            case 9 -> set("leaseSeconds", String.valueOf(5 + random.nextInt(20)));
            case 10 -> set("verifyDuringIngest", String.valueOf(random.nextInt(2)));
            case 11 ->
                sql().update(
                                "UPDATE output SET CRF = ? WHERE outputID = ?",
                                20 + random.nextInt(8),
                                1 + random.nextInt(2));
            case 12 -> sql().update("UPDATE output SET active = ? WHERE outputID = 2", random.nextBoolean());
            case 13, 14 -> onAnyJob(job -> console.bean(Jobs.class).pause(job));
            case 15, 16 -> onAnyJob(job -> console.bean(Jobs.class).resume(job));
            case 17 -> onAnyJob(job -> console.bean(Jobs.class).setPriority(job, random.nextInt(5)));
            case 18 ->
                onAnyJob(job -> {
                    ledger.cancelled(job);
                    console.bean(Jobs.class).cancel(job);
                });
            case 19 -> onAnyJob(job -> console.bean(Jobs.class).retry(job));
            case 20, 21 -> spoilAnyPart();
            case 22 -> {
                if (films.size() < 4) {
                    handIn();
                }
            }
            case 23 -> {
                if (nodes.stream().filter(node -> !node.machine().isDead()).count() < 4) {
                    startNode();
                }
            }
            case 24 -> set("terminateAll", random.nextInt(4) == 0 ? "1" : "0");
            default ->
                sql().update("UPDATE node SET terminate = TRUE WHERE name = ?", "node" + (1 + random.nextInt(started)));
        }
    }

    private Optional<SimulatedNode> anyNode() {
        List<SimulatedNode> living =
                nodes.stream().filter(node -> !node.machine().isDead()).toList();
        return living.isEmpty() ? Optional.empty() : Optional.of(living.get(random.nextInt(living.size())));
    }

    private void restartLater() {
        world.spawn(outside, () -> {
            world.pause(Duration.ofSeconds(random.nextInt(20)));
            startNode();
        });
    }

    private interface Deed {
        void on(UUID job);
    }

    /** At the console, which may find the database away or the job in another state. */
    private void onAnyJob(Deed deed) {
        List<List<Object>> jobs = sql().rows("SELECT jobUUID FROM job WHERE jobUUID IS NOT NULL ORDER BY jobID");
        if (jobs.isEmpty()) {
            return;
        }
        UUID job =
                Uuids.fromBytes((byte[]) jobs.get(random.nextInt(jobs.size())).get(0));
        try {
            deed.on(job);
        } catch (ConflictException | NotFoundException e) {
            // not now
        } catch (RuntimeException e) {
            if (!org.reelmill.shared.Outage.isOne(e)) {
                throw e;
            }
        }
    }

    /** A disk that rots. */
    private void spoilAnyPart() {
        try (Stream<Path> files = Files.walk(folders.transcode())) {
            List<Path> parts = files.filter(file -> file.toString().endsWith(".mp4")
                            && !file.getFileName().toString().startsWith("tmp-"))
                    .sorted()
                    .toList();
            if (parts.isEmpty()) {
                return;
            }
            Path part = parts.get(random.nextInt(parts.size()));
            if (random.nextBoolean()) {
                Files.delete(part);
            } else {
                Files.writeString(part, Files.readString(part).replace('7', '8'));
            }
        } catch (IOException | UncheckedIOException e) {
            // it is being removed just now
        }
    }

    /** Looked at now and then, from outside of time. */
    private boolean isOver() {
        if (!calm || world.now() - lastLook < Duration.ofSeconds(5).toNanos()) {
            return false;
        }
        lastLook = world.now();
        return sql().number("SELECT COUNT(*) FROM job") >= films.size()
                && sql().number("SELECT COUNT(*) FROM job WHERE cleaned = FALSE OR status < 5") == 0;
    }

    /** Whether nobody of the living has anything in hand. */
    boolean isIdle() {
        return nodes.stream()
                .filter(node -> !node.machine().isDead())
                .allMatch(node -> node.bean(org.reelmill.node.NodeLife.class).tasksInHand() == 0);
    }
}

package org.reelmill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        description = {
            "Watches the folders of the configuration, hands in what appears there, and fetches the results.",
            "A file is handed in when it has not changed between two looks. It is kept."
        })
final class WatchCommand implements Callable<Integer> {

    @Mixin
    private Common common;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Time between two looks (default 5)")
    private int interval;

    @Option(names = "--once", description = "Look twice, do what can be done now, and end: for cron")
    private boolean once;

    /** What a file looked like at the last look: only one that stays so is complete. */
    private static final Duration REJECTED_AGAIN = Duration.ofHours(1);

    private final Map<Path, Look> looks = new HashMap<>();

    /** Said once, not at each look. */
    private final Set<String> told = new HashSet<>();

    private record Look(long bytes, long modified) {}

    @Override
    public Integer call() throws InterruptedException {
        Console console = common.console();
        Settings settings = common.settings();
        if (settings.observed().isEmpty()) {
            throw new CliException(Exit.USAGE, "The configuration names no folders (list_of_paths_to_observer)");
        }
        Ledger ledger = Ledger.in(settings.database());
        Courier courier = new Courier(settings, ledger, console, common.clock(), common.patience());
        look(settings, ledger, courier, console);
        do {
            TimeUnit.MILLISECONDS.sleep(
                    Duration.ofSeconds(Math.max(1, interval)).toMillis());
            look(settings, ledger, courier, console);
            List<Entry> after = ledger.open().stream().map(courier::advance).toList();
            after.stream().filter(entry -> !entry.status().open()).forEach(entry -> Report.entry(console, entry));
        } while (!once);
        return Exit.DONE;
    }

    private void look(Settings settings, Ledger ledger, Courier courier, Console console) {
        Set<Path> results = new HashSet<>(ledger.targets());
        for (Settings.Observed observed : settings.observed()) {
            if (!Files.isDirectory(observed.folder())) {
                // a share that is not mounted comes back
                console.note(observed.folder() + " is not there");
                continue;
            }
            Tree tree = Tree.below(observed.folder().toAbsolutePath().normalize(), observed.types());
            tree.problems().stream().filter(told::add).forEach(console::error);
            for (Path file : tree.files()) {
                if (!results.contains(file) && isComplete(file)) {
                    handIn(observed, file, results, ledger, courier, console);
                }
            }
        }
    }

    private boolean isComplete(Path file) {
        try {
            Look now =
                    new Look(Files.size(file), Files.getLastModifiedTime(file).toMillis());
            return now.equals(looks.put(file, now)) && now.bytes() > 0;
        } catch (IOException e) {
            // it went away while it was looked at
            return false;
        }
    }

    private void handIn(
            Settings.Observed observed, Path file, Set<Path> taken, Ledger ledger, Courier courier, Console console) {
        String conversion = observed.conversionFor(MediaType.of(file).orElseThrow());
        Optional<Entry> earlier = ledger.find(file, conversion);
        if (earlier.filter(this::rests).isPresent()) {
            return;
        }
        // as below the watched folder, so below the one for results
        Path inside = observed.folder().toAbsolutePath().normalize().relativize(file);
        Path place = observed.results().toAbsolutePath().normalize().resolve(inside);
        earlier.map(Entry::target).ifPresent(taken::remove);
        Path target = ResultName.free(place, conversion, taken);
        if (target.equals(file)) {
            console.note(file + " is left alone: its result would take its place");
            return;
        }
        courier.entry(file, conversion, target);
        console.note("new  " + file);
    }

    /** What a server rejected is offered again: a full disk or a quota is not for ever. */
    private boolean rests(Entry entry) {
        boolean dueAgain = entry.status() == Entry.Status.REJECTED
                && common.clock().instant().isAfter(entry.checked().plus(REJECTED_AGAIN));
        return entry.isOfThisFile() && !dueAgain;
    }
}

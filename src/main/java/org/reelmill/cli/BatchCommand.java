package org.reelmill.cli;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "batch",
        description = {
            "Has all media files of a folder and below converted, and puts the results beside them.",
            "Lists first, then converts. Interrupted, it goes on when it is started again: the folder's file"
                    + " .reelmill-batch.db says of each file how far it is. A file is passed over only when its result"
                    + " was fetched and its checksum was right."
        })
final class BatchCommand implements Callable<Integer> {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** So many times that is looked again when there was nothing new for long. */
    private static final int LONGEST = 20;

    /** Files that each of those who send and fetch has at servers, so that these never wait for the next one. */
    private static final int AHEAD = 8;

    @Mixin
    private Common common;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = ".",
            description = "The folder; else the current one")
    private Path folder;

    @Option(
            names = "--media",
            paramLabel = "TYPE",
            split = ",",
            description = "Only these: image, video, audio (default image and video)")
    private List<String> media = List.of("image", "video");

    @Option(
            names = {"-t", "--type"},
            paramLabel = "TYPE",
            description = "Conversion; else x265 for videos, webp for images, opus for sound")
    private String type;

    @Option(
            names = {"-p", "--number-of-parallel-process"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Files that are sent or fetched at a time (default 1); servers have some more in hand")
    private int parallel;

    @Option(names = "--list", description = "List what would be done, and do nothing")
    private boolean listOnly;

    @Option(
            names = "--delete-sources",
            description = "Delete sources whose results are there and verified; without it people are asked at the end")
    private boolean deleteSources;

    @Option(names = "--retry", description = "Try those again that failed before")
    private boolean retry;

    @Option(
            names = "--delete-record",
            description = "Delete the record when everything is done; people are asked otherwise")
    private boolean deleteRecord;

    @Override
    public Integer call() {
        Console console = common.console();
        Settings settings = common.settings();
        if (!Files.isDirectory(folder)) {
            throw new CliException(Exit.USAGE, folder + " is no folder");
        }
        if (parallel < 1) {
            throw new CliException(Exit.USAGE, "-p must be at least 1");
        }
        Path record = folder.resolve(".reelmill-batch.db");
        Ledger ledger = new Ledger(record);
        Courier courier = new Courier(settings, ledger, console, common.clock(), common.patience());
        Tree tree = Tree.below(folder.toAbsolutePath().normalize(), types());
        tree.problems().forEach(console::error);
        List<Entry> entries = entries(ledger, tree.files());
        long done = count(entries, Entry.Status.FETCHED);
        console.note(entries.size() + " files, " + done + " of them done before");
        if (listOnly) {
            entries.forEach(entry -> Report.entry(console, entry));
            return Exit.DONE;
        }
        List<Entry> after = run(courier, entries);
        after.stream().filter(entry -> entry.status() != Entry.Status.FETCHED).forEach(it -> Report.entry(console, it));
        summary(console, after, done);
        deleteSources(console, after);
        deleteRecord(console, record, after);
        return tree.problems().isEmpty() ? Report.exitCode(after) : Exit.FAILED;
    }

    private Set<MediaType> types() {
        Set<MediaType> types = EnumSet.noneOf(MediaType.class);
        media.forEach(word -> types.add(MediaType.find(word)
                .orElseThrow(() -> new CliException(Exit.USAGE, word + " is none of audio, image, video"))));
        return types;
    }

    /** All files with what is known of them. Those that are new or were changed are written down together. */
    private List<Entry> entries(Ledger ledger, List<Path> files) {
        Map<String, Entry> known = new HashMap<>();
        ledger.all().forEach(entry -> known.put(entry.file() + "\n" + entry.conversion(), entry));
        List<Entry> entries = new ArrayList<>();
        List<Entry> fresh = new ArrayList<>();
        Set<Path> results = ledger.targets();
        // no result takes the place of a source: a.mp3 would become itself
        Set<Path> targets = new HashSet<>(files);
        for (Path found : files) {
            if (results.contains(found)) {
                continue;
            }
            MediaType kind = MediaType.of(found).orElseThrow();
            String conversion = type == null ? kind.usualConversion() : type;
            Path target = ResultName.free(found, conversion, targets);
            Optional<Entry> earlier = Optional.ofNullable(known.get(found + "\n" + conversion));
            Optional<Entry> before = earlier.filter(Entry::isOfThisFile).filter(this::counts);
            Instant now = common.clock().instant();
            Entry entry = before.or(() -> earlier.map(old -> Entry.anew(old, old.target(), now)))
                    .orElse(Entry.of(found, conversion, target, now));
            if (before.isEmpty()) {
                fresh.add(entry);
            }
            entries.add(entry);
        }
        ledger.putAll(fresh);
        return entries;
    }

    /** What is done is done only as long as the result is there. */
    private boolean counts(Entry entry) {
        return switch (entry.status()) {
            case FETCHED -> Files.isRegularFile(entry.target());
            case FAILED -> !retry;
            // a full disk or a quota is not for ever
            case REJECTED -> false;
            case QUEUED, SENT -> true;
        };
    }

    private List<Entry> run(Courier courier, List<Entry> entries) {
        Queue<Entry> waiting = new ConcurrentLinkedQueue<>(entries);
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            List<Future<List<Entry>>> running = Stream.generate(() -> threads.submit(() -> toTheEnd(courier, waiting)))
                    .limit(parallel)
                    .toList();
            List<Entry> after = new ArrayList<>();
            for (Future<List<Entry>> one : running) {
                after.addAll(one.get());
            }
            after.sort(Comparator.comparing(Entry::file));
            return after;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(Exit.FAILED, "Interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Brings files to their ends as long as some are waiting. While servers convert one, the next are sent. */
    private static List<Entry> toTheEnd(Courier courier, Queue<Entry> waiting) {
        List<Entry> ended = new ArrayList<>();
        Queue<Entry> inHand = new ArrayDeque<>();
        int vain = 0;
        while (!inHand.isEmpty() || !waiting.isEmpty()) {
            // what no server takes now keeps its place: the next one would fare no better
            boolean takes = inHand.stream().noneMatch(entry -> entry.status() == Entry.Status.QUEUED);
            Entry before = takes && inHand.size() < AHEAD ? waiting.poll() : null;
            before = before == null ? inHand.poll() : before;
            if (before == null) {
                // others took the last one meanwhile
                break;
            }
            Entry now = courier.advance(before);
            (now.status().open() ? inHand : ended).add(now);
            vain = now.equals(before) ? vain + 1 : 0;
            if (vain > 0 && now.status().open()) {
                Pause.of(LOOK_AGAIN.multipliedBy(Math.min(vain, LONGEST)));
            }
        }
        return ended;
    }

    private static void summary(Console console, List<Entry> entries, long before) {
        long fetched = count(entries, Entry.Status.FETCHED);
        long bytes = entries.stream()
                .filter(entry -> entry.status() == Entry.Status.FETCHED)
                .mapToLong(Entry::bytes)
                .sum();
        JsonObject sum = JsonText.object()
                .add("files", entries.size())
                .add("done_before", before)
                .add("converted", fetched - before)
                .add("failed", count(entries, Entry.Status.FAILED))
                .add("rejected", count(entries, Entry.Status.REJECTED))
                .add("source_bytes", bytes)
                .build();
        console.result(
                sum,
                "%d files: %d converted, %d done before, %d failed, %d rejected",
                entries.size(),
                fetched - before,
                before,
                count(entries, Entry.Status.FAILED),
                count(entries, Entry.Status.REJECTED));
    }

    private static long count(List<Entry> entries, Entry.Status status) {
        return entries.stream().filter(entry -> entry.status() == status).count();
    }

    /** Only those whose result was verified and is still the same, and that have not been changed since (D2.7). */
    private void deleteSources(Console console, List<Entry> entries) {
        List<Entry> deletable = entries.stream()
                .filter(entry -> entry.status() == Entry.Status.FETCHED)
                .filter(Entry::isOfThisFile)
                .filter(entry -> Files.isRegularFile(entry.target()))
                .toList();
        boolean sure = deleteSources
                || !deletable.isEmpty()
                        && asked(
                                console,
                                "Delete the " + deletable.size() + " sources that are converted? [y/N] ",
                                false);
        if (sure) {
            int deleted = 0;
            for (Entry entry : deletable) {
                try {
                    if (entry.hasItsResult()) {
                        Files.delete(entry.file());
                        deleted++;
                    } else {
                        console.error(entry.file() + " stays: " + entry.target().getFileName()
                                + " is not the result any more that was fetched");
                    }
                } catch (IOException e) {
                    console.error(entry.file() + " could not be deleted: "
                            + e.getClass().getSimpleName());
                }
            }
            console.note("sources deleted: " + deleted);
        }
    }

    private void deleteRecord(Console console, Path record, List<Entry> entries) {
        boolean allDone = entries.stream().allMatch(entry -> entry.status() == Entry.Status.FETCHED);
        if (allDone && (deleteRecord || asked(console, "Delete the record of this batch? [Y/n] ", true))) {
            try {
                Files.deleteIfExists(record);
            } catch (IOException e) {
                console.error(record + " could not be deleted: " + e.getClass().getSimpleName());
            }
        }
    }

    /** Nobody is asked in a pipe, and then nothing is deleted. */
    private static boolean asked(Console console, String question, boolean usual) {
        if (!console.terminal()) {
            return false;
        }
        String answer = System.console().readLine("%s", question);
        return answer == null || answer.isBlank()
                ? usual && answer != null
                : answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}

package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/**
 * Looks through the source folder for films that are complete: size and time unchanged for the settle time. Every node
 * looks; that one film makes one job is the database's affair.
 */
@ApplicationScoped
public class SourceFolder {

    /** Folders below folders are looked at this deep. */
    private static final int DEPTH = 8;

    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** Endings of files that another program is still writing, or that are not films by our own making. */
    private static final List<String> UNFINISHED =
            List.of(".part", ".tmp", ".crdownload", ".partial", ".filepart", ".swp", WorkFolders.MARKER);

    private final JobFiles files;
    private final SourceIntake intake;
    private final Policies policies;
    private final Ticker ticker;
    private final Map<Path, Seen> seen = new HashMap<>();

    @Inject
    SourceFolder(JobFiles files, SourceIntake intake, Policies policies, Ticker ticker) {
        this.files = files;
        this.intake = intake;
        this.policies = policies;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected SourceFolder() {
        this(null, null, null, null);
    }

    /**
     * @param again when it is handed in, or handed in again in case its name was still taken ({@link Ticker#nanos})
     * @param refusal why it does not become a job, as it was logged; empty when it does
     */
    private record Seen(long bytes, long modified, long again, String refusal) {

        boolean same(long nowBytes, long nowModified) {
            return bytes == nowBytes && modified == nowModified;
        }
    }

    /** One look. Called by one timer, so never twice at a time. */
    public synchronized void look() {
        intake.adoptRows();
        PolicyValues values = policies.current();
        if (!values.isOn(Policy.SOURCE_INTAKE)) {
            seen.clear();
            return;
        }
        Path root = files.sourceRoot();
        Map<Path, Seen> now = new HashMap<>();
        try {
            for (Path file : films(root)) {
                now.put(file, look(root, file, Duration.ofSeconds(values.number(Policy.SETTLE_SECONDS))));
            }
        } catch (IOException e) {
            Logger.warn("The source folder cannot be read now: {}", e.toString());
            return;
        }
        seen.clear();
        seen.putAll(now);
    }

    private Seen look(Path root, Path file, Duration settle) throws IOException {
        long bytes = Files.size(file);
        long modified = Files.getLastModifiedTime(file).toMillis();
        Seen before = seen.get(file);
        if (before == null || !before.same(bytes, modified)) {
            return new Seen(bytes, modified, ticker.in(settle), "");
        }
        if (ticker.nanos() - before.again() < 0) {
            return before;
        }
        if (bytes == 0) {
            // who copies it may have only begun
            return new Seen(bytes, modified, ticker.in(AGAIN), tell(root.relativize(file), before, "it is empty"));
        }
        return new Seen(bytes, modified, ticker.in(AGAIN), handIn(root.relativize(file), before));
    }

    /** One file that cannot become a job must not keep the others from it. @return why it does not */
    private String handIn(Path file, Seen before) {
        try {
            intake.settled(file.toString().replace(File.separatorChar, '/'));
            return "";
        } catch (InvalidInputException | ConflictException e) {
            return tell(file, before, e.getMessage());
        }
    }

    /** Once, so that it does not fill the log. @return the reason */
    private static String tell(Path file, Seen before, String reason) {
        if (!before.refusal().equals(reason)) {
            Logger.warn("{} in the source folder does not become a job: {}", file, reason);
        }
        return reason;
    }

    /**
     * What may be a film in the source folder and the folders below. A folder that cannot be read keeps nothing else back.
     *
     * @throws IOException the source folder itself cannot be read
     */
    static List<Path> films(Path root) throws IOException {
        List<Path> films = new ArrayList<>();
        Files.walkFileTree(root, Set.of(), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (maybeFilm(file)) {
                    films.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (file.equals(root)) {
                    throw problem;
                }
                Logger.debug("Not to be read in the source folder: {}", problem.toString());
                return FileVisitResult.CONTINUE;
            }
        });
        return films;
    }

    private static boolean maybeFilm(Path file) {
        return !isUnfinished(file.getFileName().toString()) && Files.isRegularFile(file);
    }

    /** Whether a file of this name is passed over, because it may be incomplete. */
    static boolean isUnfinished(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.startsWith(".")
                || name.startsWith("tmp-")
                || UNFINISHED.stream().anyMatch(name::endsWith);
    }
}

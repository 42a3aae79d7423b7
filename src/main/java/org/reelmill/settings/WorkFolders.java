package org.reelmill.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The folders of this node (S4.15). A folder that an operator named must exist and carry the file {@value #MARKER};
 * everything else is created.
 */
public final class WorkFolders {

    /** Its presence says that the right file system is mounted here. */
    public static final String MARKER = ".reelmill";

    private final Configuration configuration;

    public WorkFolders(Configuration configuration) {
        this.configuration = configuration;
    }

    public Path home() {
        return configuration.home().path();
    }

    public Path work() {
        return configuration.work().path();
    }

    /** Where films wait to become jobs. */
    public Path source() {
        return configuration.source().path();
    }

    /** What ingest needs and leaves: prepared sources, a folder a job. */
    public Path ingest() {
        return work().resolve("ingest");
    }

    /** Encoded parts, a folder a job. */
    public Path transcode() {
        return work().resolve("transcode");
    }

    /** Joined and checked outputs, a folder a job. */
    public Path export() {
        return work().resolve("export");
    }

    public Path delivery() {
        return configuration.delivery().path();
    }

    /** Sources that could not be milled. */
    public Path quarantine() {
        return work().resolve("quarantine");
    }

    public Path database() {
        return home().resolve("db");
    }

    public Path logs() {
        return home().resolve("logs");
    }

    public Path cache() {
        return home().resolve("cache");
    }

    /**
     * Creates what may be created.
     *
     * @throws ConfigurationException naming every folder that is missing, unmarked or cannot be created
     */
    public void prepare() {
        List<String> problems = new ArrayList<>(problemsOfConfigured());
        if (problems.isEmpty()) {
            own().forEach(folder -> create(folder).ifPresent(problems::add));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** What is wrong with the folders that an operator named. */
    List<String> problemsOfConfigured() {
        return configured()
                .map(WorkFolders::problemOf)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The first thing that is wrong with a folder now, for instance because a share was unmounted. */
    public Optional<String> findProblem() {
        return Stream.concat(configured().map(WorkFolders::problemOf), own().map(WorkFolders::problemOfOwn))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** As {@link #findProblem}, of the folders that a stage works in. Only an export needs the one for delivery. */
    public Optional<String> findProblem(Stage stage) {
        Optional<String> shared = Stream.of(
                        Stream.of(configuration.work(), configuration.source())
                                .filter(Folder::configured)
                                .map(WorkFolders::problemOf),
                        Stream.of(source(), ingest(), transcode(), export()).map(WorkFolders::problemOfOwn))
                .flatMap(Function.identity())
                .flatMap(Optional::stream)
                .findFirst();
        return stage == Stage.EXPORT && configuration.delivery().configured()
                ? shared.or(() -> problemOf(configuration.delivery()))
                : shared;
    }

    private Stream<Folder> configured() {
        return Stream.of(configuration.home(), configuration.work(), configuration.source(), configuration.delivery())
                .filter(Folder::configured);
    }

    private static Optional<String> problemOfOwn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.of("The folder " + folder + " is missing");
        }
        return Files.isWritable(folder)
                ? Optional.empty()
                : Optional.of("The folder " + folder + " cannot be written to");
    }

    private Stream<Path> own() {
        Stream<Path> always = Stream.of(database(), logs(), cache(), ingest(), transcode(), export(), quarantine());
        Stream<Path> perhaps = Stream.of(configuration.source(), configuration.delivery())
                .filter(folder -> !folder.configured())
                .map(Folder::path);
        return Stream.concat(always, perhaps);
    }

    private static Optional<String> problemOf(Folder folder) {
        String name = folder.setBy() + " names the folder " + folder.path();
        if (!Files.isDirectory(folder.path())) {
            return Optional.of(name + ", which does not exist");
        }
        if (!Files.isRegularFile(folder.path().resolve(MARKER))) {
            return Optional.of(name + ", which has no file " + MARKER
                    + "; if it is the right folder and mounted, create that (empty) file in it");
        }
        if (!Files.isWritable(folder.path())) {
            return Optional.of(name + ", which cannot be written to");
        }
        return Optional.empty();
    }

    private static Optional<String> create(Path folder) {
        try {
            Files.createDirectories(folder);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The folder " + folder + " cannot be created ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}

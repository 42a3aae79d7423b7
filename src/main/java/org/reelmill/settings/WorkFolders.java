package org.reelmill.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The folders of this node (S4.15). A folder that an operator named must exist and carry the file {@value #MARKER};
 * everything else is created.
 */
public final class WorkFolders {

    /** Its presence says that the right file system is mounted here. */
    public static final String MARKER = ".reelmill";

    private final Configuration configuration;

    /** A folder of the mill's own that vanishes later is missed, not replaced by an empty one. */
    private final AtomicBoolean created = new AtomicBoolean();

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

    /** {@code LOG_BASE_DIRECTORY} of S3.9 is the folder itself (X18). */
    public Path logs() {
        return configuration.videoRegister().map(VideoRegister::logs).orElseGet(() -> home().resolve("logs"));
    }

    public Path cache() {
        return home().resolve("cache");
    }

    /** The library that an installation begins with. */
    public Path library() {
        return ofAllNodes("library");
    }

    /** What is removed from {@link #library}. */
    public Path garbage() {
        return ofAllNodes("garbage");
    }

    /** In a work folder that somebody named, because nodes share that, and each may have a home of its own. */
    private Path ofAllNodes(String name) {
        return (configuration.work().configured() ? work() : home()).resolve(name);
    }

    /**
     * Creates what may be created. A server cannot start without its home; what nodes share may be mounted later, and until
     * then {@link #findProblem(Stage)} keeps the stages that need it from work.
     *
     * @return what is wrong with those
     * @throws ConfigurationException naming every folder that is missing, unmarked or cannot be created, if the home or a
     *     folder in it is among them
     */
    public List<String> prepare() {
        List<String> ofNamed = problemsOfNamed();
        if (named().filter(configuration.home()::equals)
                .anyMatch(home -> problemOf(home).isPresent())) {
            throw new ConfigurationException(ofNamed);
        }
        List<String> inHome = Stream.of(database(), logs(), cache())
                .map(WorkFolders::create)
                .flatMap(Optional::stream)
                .toList();
        if (!inHome.isEmpty()) {
            throw new ConfigurationException(inHome);
        }
        return ofNamed.isEmpty() ? findProblem().stream().toList() : ofNamed;
    }

    /** What is wrong with the folders that an operator named. */
    List<String> problemsOfNamed() {
        return problemsOf(named());
    }

    /** The first thing that is wrong with a folder now, for instance because a share was unmounted. */
    public Optional<String> findProblem() {
        return findProblem(named(), own());
    }

    /** As {@link #findProblem}, of the folders that a stage works in. Only an export needs the one for delivery. */
    public Optional<String> findProblem(Stage stage) {
        return findProblem(
                named().filter(folder -> stage == Stage.EXPORT || !folder.equals(configuration.delivery())),
                Stream.of(source(), ingest(), transcode(), export()));
    }

    private Optional<String> findProblem(Stream<Folder> named, Stream<Path> needed) {
        Optional<String> problem = problemsOf(named).stream().findFirst();
        if (problem.isPresent()) {
            // nothing is created: it would lie below a mount that is missing
            return problem;
        }
        if (!created.getAndSet(true)) {
            own().forEach(WorkFolders::create);
        }
        return needed.map(WorkFolders::problemOfOwn).flatMap(Optional::stream).findFirst();
    }

    private static List<String> problemsOf(Stream<Folder> folders) {
        return folders.map(WorkFolders::problemOf).flatMap(Optional::stream).toList();
    }

    private Stream<Folder> named() {
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
        Stream<Path> always = Stream.of(
                database(), logs(), cache(), library(), garbage(), ingest(), transcode(), export(), quarantine());
        Stream<Path> perhaps = Stream.of(configuration.source(), configuration.delivery())
                .filter(folder -> !folder.configured())
                .map(Folder::path);
        return Stream.concat(always, perhaps);
    }

    private static Optional<String> problemOf(Folder folder) {
        String name = folder.setBy() + " names the folder " + folder.path();
        if (!Files.isDirectory(folder.path())) {
            // with the mark: told one after the other they would cost a second start
            return Optional.of(name + ", which does not exist; if no mount is missing, make it with the file " + MARKER
                    + ": mkdir -p '" + folder.path() + "' && touch '"
                    + folder.path().resolve(MARKER) + "'");
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
            // a link to one on another disk is as good, and Java 17 would refuse it
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The folder " + folder + " cannot be created ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}

package org.reelmill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFoldersTest {

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void mountHome() throws IOException {
        home = mount("home");
    }

    @Test
    void createsEverythingBelowHome() {
        folders(Map.of()).prepare();

        assertThat(home.resolve("db")).isDirectory();
        assertThat(home.resolve("logs")).isDirectory();
        assertThat(home.resolve("cache")).isDirectory();
        assertThat(home.resolve("library")).isDirectory();
        assertThat(home.resolve("work"))
                .isDirectoryContaining("glob:**/source")
                .isDirectoryContaining("glob:**/ingest")
                .isDirectoryContaining("glob:**/transcode")
                .isDirectoryContaining("glob:**/export")
                .isDirectoryContaining("glob:**/delivery")
                .isDirectoryContaining("glob:**/quarantine");
    }

    @Test
    void createsAHomeThatNobodyNamed() {
        Configuration named = configuration(Map.of());
        Configuration byDefault = new Configuration(
                new Folder(folder.resolve("fresh"), ""),
                new Folder(folder.resolve("fresh/work"), ""),
                new Folder(folder.resolve("fresh/work/source"), ""),
                new Folder(folder.resolve("fresh/work/delivery"), ""),
                named.database(),
                named.httpAddress(),
                named.httpPort(),
                named.nginxLocation(),
                named.nodeRoles(),
                named.nodeSlots(),
                named.nodeLabels(),
                named.ffmpeg(),
                named.sample(),
                named.firstAdministrator(),
                named.log(),
                named.videoRegister());

        new WorkFolders(byDefault).prepare();

        assertThat(folder.resolve("fresh/work/source")).isDirectory();
    }

    @Test
    void usesConfiguredFoldersThatAreMarked() throws IOException {
        WorkFolders folders = folders(Map.of(
                "REELMILL_WORK_DIR", mount("share").toString(),
                "REELMILL_SOURCE_DIR", mount("in").toString(),
                "REELMILL_DELIVERY_DIR", mount("out").toString()));

        folders.prepare();

        assertThat(folders.source()).isEqualTo(folder.resolve("in"));
        assertThat(folders.delivery()).isEqualTo(folder.resolve("out"));
        assertThat(folders.transcode())
                .isEqualTo(folder.resolve("share/transcode"))
                .isDirectory();
        assertThat(folder.resolve("share/source")).doesNotExist();
        // nodes share the work folder, and each may have a home of its own
        assertThat(folders.library()).isEqualTo(folder.resolve("share/library")).isDirectory();
        assertThat(folders.garbage()).isEqualTo(folder.resolve("share/garbage")).isDirectory();
        assertThat(folders.findProblem()).isEmpty();
    }

    @Test
    void refusesToStartWithoutItsHomeAndTellsAllProblemsAtOnce() throws IOException {
        Files.delete(home.resolve(WorkFolders.MARKER));
        WorkFolders folders =
                folders(Map.of("REELMILL_WORK_DIR", folder.resolve("gone").toString()));

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, folders::prepare);

        assertThat(thrown.problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("REELMILL_HOME", ".reelmill"))
                .anySatisfy(problem -> assertThat(problem).contains("REELMILL_WORK_DIR", "does not exist", "touch"));
        assertThat(home).isEmptyDirectory();
    }

    /** A share may be mounted after the server has started: a node that a film needs must not stay away for that. */
    @Test
    void startsWithoutWhatNodesShareAndCreatesNothingBeforeItIsMounted() throws IOException {
        Path share = Files.createDirectory(folder.resolve("share"));
        Path in = folder.resolve("in");
        WorkFolders folders =
                folders(Map.of("REELMILL_WORK_DIR", share.toString(), "REELMILL_SOURCE_DIR", in.toString()));

        assertThat(folders.prepare())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("REELMILL_WORK_DIR", ".reelmill"))
                .anySatisfy(problem -> assertThat(problem).contains("REELMILL_SOURCE_DIR", "does not exist"));

        assertThat(home.resolve("db")).isDirectory();
        assertThat(share).isEmptyDirectory();
        assertThat(in).doesNotExist();
        assertThat(folders.findProblem(Stage.TRANSCODE)).get().asString().contains("REELMILL_WORK_DIR");

        Files.createFile(share.resolve(WorkFolders.MARKER));
        mount("in");

        assertThat(folders.findProblem(Stage.TRANSCODE)).isEmpty();
        assertThat(share.resolve("transcode")).isDirectory();
        assertThat(share.resolve("quarantine")).isDirectory();
    }

    /** Only what is delivered goes there. */
    @Test
    void needsTheFolderForDeliveryToExportOnly() throws IOException {
        WorkFolders folders = folders(Map.of(
                "REELMILL_WORK_DIR", mount("share").toString(),
                "REELMILL_DELIVERY_DIR", folder.resolve("gone").toString()));

        assertThat(folders.findProblem(Stage.TRANSCODE)).isEmpty();
        assertThat(folders.findProblem(Stage.EXPORT)).get().asString().contains("REELMILL_DELIVERY_DIR");
    }

    @Test
    void noticesAFolderThatWasUnmounted() throws IOException {
        Path share = mount("share");
        WorkFolders folders = folders(Map.of("REELMILL_WORK_DIR", share.toString()));
        folders.prepare();
        assertThat(folders.findProblem()).isEmpty();

        Files.delete(share.resolve(WorkFolders.MARKER));

        assertThat(folders.findProblem()).get().asString().contains("REELMILL_WORK_DIR");
    }

    @Test
    void noticesAFolderOfItsOwnThatIsMissing() throws IOException {
        WorkFolders folders = folders(Map.of());
        folders.prepare();

        Files.delete(folders.quarantine());

        assertThat(folders.findProblem()).get().asString().contains("quarantine");
    }

    private Path mount(String name) throws IOException {
        Path mounted = Files.createDirectory(folder.resolve(name));
        Files.createFile(mounted.resolve(WorkFolders.MARKER));
        return mounted;
    }

    private WorkFolders folders(Map<String, String> environment) {
        return new WorkFolders(configuration(environment));
    }

    private Configuration configuration(Map<String, String> environment) {
        Properties system = new Properties();
        system.setProperty("reelmill.home", home.toString());
        return Configuration.from(environment, system);
    }
}

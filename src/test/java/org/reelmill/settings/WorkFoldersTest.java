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
                named.httpPort(),
                named.nodeRoles(),
                named.nodeSlots(),
                named.nodeLabels(),
                named.ffmpeg(),
                named.sample(),
                named.firstAdministrator());

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
        assertThat(folders.findProblem()).isEmpty();
    }

    @Test
    void neverCreatesAConfiguredFolderAndTellsAllProblemsAtOnce() throws IOException {
        Path unmarked = Files.createDirectory(folder.resolve("unmarked"));
        WorkFolders folders = folders(Map.of(
                "REELMILL_WORK_DIR", folder.resolve("gone").toString(), "REELMILL_SOURCE_DIR", unmarked.toString()));

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, folders::prepare);

        assertThat(thrown.problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("REELMILL_WORK_DIR", "does not exist"))
                .anySatisfy(problem -> assertThat(problem).contains("REELMILL_SOURCE_DIR", ".reelmill"));
        assertThat(folder.resolve("gone")).doesNotExist();
        assertThat(home.resolve("db")).doesNotExist();
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

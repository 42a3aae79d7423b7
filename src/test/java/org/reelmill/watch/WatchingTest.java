package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Policies;
import org.reelmill.shared.ApplicationStarted;
import org.reelmill.shared.ApplicationStopping;
import org.reelmill.testing.MutableTicker;

/** Servers that watch folders of a real database, in time that the test lets pass. */
class WatchingTest {

    private static final int BYTES = 4000;

    @TempDir
    Path home;

    private final MutableTicker ticker = new MutableTicker();
    private TestRegister register;
    private Path in;
    private WatchedFolder folder;

    @BeforeEach
    void begin() {
        register = TestRegister.inMemory();
        in = home.resolve("in");
        folder = register.watch(settings(Optional.empty(), true));
    }

    @Test
    void registersWhatIsThereAndWhatComesAndTellsHowItStands() throws IOException {
        Watching server = server();
        write("there.mp4");
        pass(server, 10);
        write("later.mp4");
        pass(server, 10);

        assertThat(register.sql().number("SELECT COUNT(*) FROM videos WHERE status = 1"))
                .isEqualTo(2);
        FolderReport report = register.get(WatchLedger.class).report(folder.id());
        assertThat(report.folder().mode()).contains(WatchMode.POLLING);
        assertThat(report.folder().watchedBy())
                .contains(register.configuration().nodeName());
        assertThat(report.folder().reconciled()).isPresent();
        assertThat(report.folder().events()).isPositive();
        assertThat(report.folder().trouble()).isEmpty();
        assertThat(report.thisHour()).isEqualTo(2);
    }

    @Test
    void oneServerWatchesAndAnotherGoesOnWhenItStops() throws IOException {
        Watching one = server();
        Watching other = server();
        one.tick();
        other.tick();
        assertThat(one.holding()).containsExactly(folder.id());
        assertThat(other.holding()).isEmpty();

        one.stop(new ApplicationStopping());
        write("film.mp4");
        pass(other, 10);

        assertThat(one.holding()).isEmpty();
        assertThat(other.holding()).containsExactly(folder.id());
        assertThat(register.sql().number("SELECT COUNT(*) FROM videos")).isEqualTo(1);
    }

    @Test
    void saysThatAFolderIsMissingAndWatchesItWhenItIsBack() throws IOException {
        Watching server = server();
        Path away = Files.move(in, home.resolve("away"));
        server.tick();
        assertThat(row().trouble().orElse("")).contains("does not exist");
        assertThat(server.holding()).isEmpty();

        Files.move(away, in);
        pass(server, 2);

        assertThat(server.holding()).containsExactly(folder.id());
        assertThat(row().trouble()).isEmpty();
    }

    @Test
    void letsGoOfWhatShallNotBeWatched() {
        Watching server = server();
        server.tick();
        assertThat(server.holding()).containsExactly(folder.id());

        register.get(WatchedFolders.class).change(folder.id(), settings(Optional.empty(), false));
        server.tick();

        assertThat(server.holding()).isEmpty();
        assertThat(row().watchedBy()).isEmpty();
        assertThat(row().mode()).isEmpty();
    }

    @Test
    void leavesFoldersOfOtherNodesToThem() {
        register.get(WatchedFolders.class).change(folder.id(), settings(Optional.of("elsewhere:8080"), true));
        Watching server = server();

        server.tick();

        assertThat(server.holding()).isEmpty();
        assertThat(row().trouble()).isEmpty();
    }

    @Test
    void doesNothingBeforeTheStart() {
        Watching server = stopped();

        server.tick();

        assertThat(server.holding()).isEmpty();
    }

    private Watching server() {
        Watching server = stopped();
        server.start(new ApplicationStarted());
        return server;
    }

    private Watching stopped() {
        return new Watching(
                register.get(WatchedFolders.class),
                register.get(WatchedFolderRepository.class),
                register.get(WatchRecords.class),
                register.get(DatabaseLedger.class),
                new FolderWatchers(List.of(new PollingFolderWatcher(ticker))),
                register.get(Policies.class),
                register.configuration(),
                ticker);
    }

    private void pass(Watching server, int seconds) {
        for (int i = 0; i < seconds; i++) {
            server.tick();
            ticker.advance(Duration.ofSeconds(1));
        }
        server.tick();
    }

    private WatchedFolder row() {
        return register.get(WatchedFolders.class).get(folder.id());
    }

    private FolderSettings settings(Optional<String> node, boolean enabled) {
        return new FolderSettings(
                in.toString(),
                true,
                WatchMode.POLLING,
                WatchRule.REGISTER,
                List.of(),
                Optional.empty(),
                1,
                node,
                enabled);
    }

    private void write(String name) throws IOException {
        Files.write(in.resolve(name), TinyVideo.ofBytes(BYTES));
    }
}

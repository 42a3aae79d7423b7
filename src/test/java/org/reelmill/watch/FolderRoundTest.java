package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.shared.Sentence;
import org.reelmill.testing.MutableTicker;

/** A watched folder with real files, told hints by the test. */
class FolderRoundTest {

    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofMinutes(10);

    @TempDir
    Path root;

    private final MemoryLedger ledger = new MemoryLedger();
    private final MutableTicker ticker = new MutableTicker();
    private final ToldWatch watch = new ToldWatch();
    private WatchedFolder folder;
    private FolderRound round;
    private Optional<FileReason> obstacle = Optional.empty();
    private boolean mayGoOn = true;

    @BeforeEach
    void begin() {
        setFolder(FolderSettings.usual(root.toString()));
        round = new FolderRound(folder, watch, ledger, ticker, file -> obstacle, () -> mayGoOn);
    }

    private void setFolder(FolderSettings settings) {
        folder = new WatchedFolder(settings) {
            @Override
            public long id() {
                return 1;
            }
        };
    }

    @Test
    void registersWhatIsThereAtTheStartAndThatOnce() throws IOException {
        Path film = write("film.mp4", "whole");
        Path below = write("a/b/Second.MKV", "whole");
        write("notes.txt", "none");

        settle();
        settle();

        assertThat(ledger.registrations()).containsExactlyInAnyOrder(film, below);
    }

    @Test
    void registersNothingTwiceAfterARestart_D3_1() throws IOException {
        write("film.mp4", "whole");
        settle();

        round = new FolderRound(folder, watch, ledger, ticker, file -> obstacle, () -> mayGoOn);
        settle();

        assertThat(ledger.registrations()).hasSize(1);
    }

    @Test
    void registersAClosedFileSoonerThanAnotherOne() throws IOException {
        look();
        Path closed = write("closed.mp4", "whole");
        Path open = write("open.mp4", "whole");
        watch.tell(hints -> hints.closed(closed));
        watch.tell(hints -> hints.touched(open));
        look();
        after(Duration.ofSeconds(1));

        assertThat(ledger.registrations()).containsExactly(closed);
        settle();
        assertThat(ledger.registrations()).containsExactly(closed, open);
    }

    @Test
    void aFileThatIsWrittenAnewIsRegisteredAnew() throws IOException {
        Path film = write("film.mp4", "whole");
        settle();
        write("film.mp4", "whole, and longer");
        watch.tell(hints -> hints.closed(film));
        settle();

        assertThat(ledger.registrations()).containsExactly(film, film);
        assertThat(ledger.state(film)).isEqualTo(FileState.REGISTERED);
    }

    @Test
    void whatIsNotCompleteIsNotedWithItsReasonAndNeverRegistered() throws IOException {
        obstacle = Optional.of(FileReason.INCOMPLETE);
        Path film = write("film.mp4", "half");
        settle();
        assertThat(ledger.state(film)).isEqualTo(FileState.SETTLING);
        assertThat(ledger.reason(film)).isEqualTo(FileReason.INCOMPLETE);

        for (int i = 0; i < Candidate.MOST_PROBES; i++) {
            after(Duration.ofMinutes(1));
        }

        assertThat(ledger.state(film)).isEqualTo(FileState.REFUSED);
        assertThat(ledger.registrations()).isEmpty();
        assertThat(round.settling()).isZero();
    }

    @Test
    void whatWasRefusedIsLookedAtAgainWhenItHasChanged() throws IOException {
        obstacle = Optional.of(FileReason.NO_PERMISSION);
        Path film = write("film.mp4", "half");
        settle();
        for (int i = 0; i < Candidate.MOST_PROBES; i++) {
            after(Duration.ofMinutes(1));
        }
        assertThat(ledger.state(film)).isEqualTo(FileState.REFUSED);

        obstacle = Optional.empty();
        write("film.mp4", "now whole");
        after(WHOLE);
        settle();

        assertThat(ledger.state(film)).isEqualTo(FileState.REGISTERED);
    }

    @Test
    void lostHintsAreMadeUpForByAComparison_D3_2() throws IOException {
        look();
        Path film = write("film.mp4", "whole");
        watch.tell(Hints::lost);

        FolderRound.Report report = look();

        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.whole()).isTrue();
        settle();
        assertThat(ledger.registrations()).containsExactly(film);
    }

    @Test
    void theComparisonFindsWhatNoHintToldOf() throws IOException {
        look();
        Path film = write("film.mp4", "whole");
        settle();
        assertThat(ledger.registrations()).isEmpty();

        after(WHOLE);
        settle();

        assertThat(ledger.registrations()).containsExactly(film);
    }

    @Test
    void followsWhatIsDeleted_D3_4() throws IOException {
        Path film = write("film.mp4", "whole");
        Path other = write("other.mp4", "whole");
        settle();

        Files.delete(film);
        watch.tell(hints -> hints.gone(film));
        look();

        assertThat(ledger.state(film)).isEqualTo(FileState.GONE);
        assertThat(ledger.state(other)).isEqualTo(FileState.REGISTERED);
    }

    @Test
    void followsFoldersThatAreDeletedWithAllThatIsInThem() throws IOException {
        Path film = write("a/b/film.mp4", "whole");
        write("other.mp4", "whole");
        settle();

        Files.delete(film);
        Files.delete(film.getParent());
        watch.tell(hints -> hints.goneFolder(film.getParent()));
        look();

        assertThat(ledger.state(film)).isEqualTo(FileState.GONE);
    }

    @Test
    void aHintThatIsOutdatedDoesNoHarm() throws IOException {
        Path film = write("film.mp4", "whole");
        settle();
        watch.tell(hints -> hints.gone(film));
        look();

        assertThat(ledger.state(film)).isEqualTo(FileState.REGISTERED);
    }

    @Test
    void anEmptyFolderIsTakenForAShareThatIsNotMounted() throws IOException {
        Path film = write("film.mp4", "whole");
        settle();
        Files.delete(film);
        after(WHOLE);

        assertThat(look().trouble()).map(Sentence::key).contains("watch.trouble.empty");
        assertThat(ledger.state(film)).isEqualTo(FileState.REGISTERED);

        write("other.mp4", "whole");
        assertThat(look().trouble()).isEmpty();
        look();
        assertThat(ledger.state(film)).isEqualTo(FileState.GONE);
    }

    /** Whoever polls finds all files missing when a share is not mounted, long before the next comparison. */
    @Test
    void whatAPollDoesNotFindInAnEmptyFolderIsNotGone() throws IOException {
        Path film = write("film.mp4", "whole");
        settle();
        watch.polls = true;
        Files.delete(film);
        watch.tell(hints -> hints.gone(film));

        look();
        assertThat(look().trouble()).map(Sentence::key).contains("watch.trouble.empty");
        assertThat(ledger.state(film)).isEqualTo(FileState.REGISTERED);
    }

    @Test
    void whatAPollDoesNotFindBesideOthersIsGone() throws IOException {
        Path film = write("film.mp4", "whole");
        write("other.mp4", "whole");
        settle();
        watch.polls = true;
        Files.delete(film);
        watch.tell(hints -> hints.gone(film));

        look();
        assertThat(ledger.state(film)).isEqualTo(FileState.GONE);
    }

    @Test
    void theLastFileThatIsSeenToGoIsGone() throws IOException {
        Path film = write("film.mp4", "whole");
        settle();
        Files.delete(film);
        watch.tell(hints -> hints.gone(film));

        look();
        assertThat(ledger.state(film)).isEqualTo(FileState.GONE);
    }

    @Test
    void aFolderThatIsMissingIsTroubleAndNothingIsGone() throws IOException {
        Path film = write("in/film.mp4", "whole");
        setFolder(FolderSettings.usual(root.resolve("in").toString()));
        round = new FolderRound(folder, watch, ledger, ticker, file -> obstacle, () -> mayGoOn);
        settle();
        Files.move(root.resolve("in"), root.resolve("away"));
        after(WHOLE);

        assertThat(look().trouble()).isPresent();
        assertThat(ledger.state(film)).isEqualTo(FileState.REGISTERED);
    }

    @Test
    void aDatabaseThatIsAwayLosesNoFile_D3_5() throws IOException {
        look();
        Path film = write("film.mp4", "whole");
        watch.tell(hints -> hints.closed(film));
        look();
        ledger.setAway(true);
        after(Duration.ofSeconds(1));
        after(Duration.ofMinutes(1));
        assertThat(ledger.registrations()).isEmpty();

        ledger.setAway(false);
        look();

        assertThat(ledger.registrations()).containsExactly(film);
    }

    @Test
    void aComparisonThatTheDatabaseInterruptsIsMadeAgain() throws IOException {
        Path film = write("film.mp4", "whole");
        ledger.setAway(true);
        assertThatThrownBy(this::look).isInstanceOf(IllegalStateException.class);
        ledger.setAway(false);

        assertThat(look().whole()).isTrue();
        settle();
        assertThat(ledger.registrations()).containsExactly(film);
    }

    @Test
    void aRoundThatMayNotGoOnIsTakenUpAgain() throws IOException {
        Path film = write("film.mp4", "whole");
        mayGoOn = false;
        assertThatThrownBy(this::look).isInstanceOf(CancellationException.class);
        assertThat(round.settling()).isZero();
        mayGoOn = true;

        settle();

        assertThat(ledger.registrations()).containsExactly(film);
    }

    @Test
    void foldersBelowAreLeftAloneWhereNobodyWantsThem() throws IOException {
        FolderSettings usual = FolderSettings.usual(root.toString());
        setFolder(new FolderSettings(
                usual.folder(),
                false,
                usual.mode(),
                usual.rule(),
                List.of(),
                Optional.empty(),
                5,
                Optional.empty(),
                true));
        Path film = write("film.mp4", "whole");
        write("a/below.mp4", "whole");

        settle();

        assertThat(ledger.registrations()).containsExactly(film);
    }

    @Test
    void aPathThatTheRegisterHasNoRoomForIsRefused() throws IOException {
        String name = "n".repeat(200);
        Path film = write(String.join("/", name, name, name) + "/film.mp4", "whole");

        settle();

        assertThat(ledger.reason(film)).isEqualTo(FileReason.LONG_PATH);
    }

    /** Java reads such a name, and can make none: a program of the system does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameThatIsNoTextIsRefusedAndNotLookedAtAgain() throws Exception {
        new ProcessBuilder("sh", "-c", "printf whole > \"$(printf 'stra\\337e.mp4')\"")
                .directory(root.toFile())
                .start()
                .waitFor();
        Path film = Path.of(root.resolve("stra\ufffde.mp4").toString());

        settle();
        assertThat(ledger.reason(film)).isEqualTo(FileReason.NO_TEXT);
        assertThat(ledger.registrations()).isEmpty();

        after(WHOLE);
        assertThat(round.settling()).isZero();
        assertThat(ledger.state(film)).isEqualTo(FileState.REFUSED);
    }

    private Path write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private void settle() {
        look();
        after(SETTLE);
        look();
    }

    private void after(Duration duration) {
        ticker.advance(duration);
        look();
    }

    private FolderRound.Report look() {
        return round.look(folder, new FolderRound.Rules(Extensions.of("mp4,avi,mov,mkv"), SETTLE, WHOLE));
    }

    /** Tells what the test says. */
    private static final class ToldWatch implements FolderWatch {

        private final List<Consumer<Hints>> told = new ArrayList<>();
        private boolean polls;

        void tell(Consumer<Hints> hint) {
            told.add(hint);
        }

        @Override
        public void look(Hints hints) {
            told.forEach(hint -> hint.accept(hints));
            told.clear();
        }

        @Override
        public Optional<Sentence> limit() {
            return Optional.empty();
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public boolean seesDeletions() {
            return !polls;
        }

        @Override
        public void close() {
            told.clear();
        }
    }
}

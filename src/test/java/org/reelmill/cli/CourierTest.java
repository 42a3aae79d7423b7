package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.testing.MutableClock;

class CourierTest {

    private static final int BYTES = 300_000;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final StringWriter printed = new StringWriter();
    private final Console console = new Console(new PrintWriter(printed), new PrintWriter(printed), false, false);
    private final TinyServer one = new TinyServer();
    private final TinyServer two = new TinyServer();

    @TempDir
    private Path folder;

    private Path file;
    private Path target;
    private byte[] bytes;
    private Ledger ledger;

    @BeforeEach
    void makeFile() throws IOException {
        bytes = new byte[BYTES];
        new Random(1).nextBytes(bytes);
        file = Files.write(folder.resolve("film.mp4"), bytes);
        target = folder.resolve("film.mp4.converted265.mkv");
        ledger = new Ledger(folder.resolve("items.db"));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private Courier courier(TinyServer... servers) {
        Settings settings = new Settings(
                "client", Stream.of(servers).map(TinyServer::server).toList(), List.of(), folder);
        return new Courier(settings, ledger, console, clock, Duration.ofMinutes(2));
    }

    private Entry entry(Courier courier) {
        return courier.entry(file, "x265", target);
    }

    private void assertFetched(Entry entry) throws IOException {
        assertThat(entry.message()).isEmpty();
        assertThat(entry.status()).isEqualTo(Entry.Status.FETCHED);
        byte[] backwards = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            backwards[i] = bytes[BYTES - 1 - i];
        }
        assertThat(Files.readAllBytes(target)).isEqualTo(backwards);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(it -> it.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
        assertThat(ledger.all()).containsExactly(entry);
    }

    @Test
    void sendsAFileAndFetchesItsResult() throws IOException {
        Courier courier = courier(one);

        Entry sent = courier.advance(entry(courier));
        assertThat(sent.status()).isEqualTo(Entry.Status.SENT);
        assertFetched(courier.advance(sent));
    }

    @Test
    void goesOnWithAnUploadThatBrokeOff() throws IOException {
        Courier courier = courier(one.breakingUploadAfter(100_000));

        assertFetched(courier.advance(courier.advance(entry(courier))));
        assertThat(one.itemsCreated()).isEqualTo(1);
    }

    @Test
    void goesOnWithADownloadThatBrokeOff() throws IOException {
        Courier courier = courier(one.breakingDownloadAfter(100_000));

        assertFetched(courier.advance(courier.advance(entry(courier))));
    }

    @Test
    void throwsAResultAwayThatHasAnotherChecksum() throws IOException {
        Courier courier = courier(one.withWrongResults());

        Entry after = courier.advance(courier.advance(entry(courier)));

        assertThat(after.status()).isEqualTo(Entry.Status.FAILED);
        assertThat(target).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(it -> it.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void keepsAFileUntilAServerAnswers() throws IOException {
        one.close();
        Courier offline = courier(one);
        Entry kept = offline.advance(entry(offline));
        assertThat(kept.status()).isEqualTo(Entry.Status.QUEUED);

        Courier later = courier(one, two);
        assertThat(ledger.open()).containsExactly(kept);
        assertFetched(later.advance(later.advance(kept)));
    }

    @Test
    void asksTheNextServerWhenOneRejectsTheFile() {
        Courier courier = courier(one.rejectingWith(507), two);
        Entry sent = courier.advance(entry(courier));
        assertThat(sent.server()).isEqualTo(two.server().name());

        two.rejectingWith(415);
        Entry rejected = courier.advance(sent.again("", clock.instant()));
        assertThat(rejected.status()).isEqualTo(Entry.Status.REJECTED);
        assertThat(rejected.message()).contains("file_size No room");
    }

    @Test
    void handsInElsewhereWhenTheServerOfAFileStaysAway() throws IOException {
        one.hold(true);
        Courier courier = courier(one, two);
        Entry sent = courier.advance(entry(courier));
        one.close();

        Entry waiting = courier.advance(sent);
        assertThat(waiting.status()).isEqualTo(Entry.Status.SENT);
        clock.advance(Duration.ofMinutes(3));
        Entry again = courier.advance(waiting);
        assertThat(again.status()).isEqualTo(Entry.Status.QUEUED);
        assertFetched(courier.advance(courier.advance(again)));
    }

    @Test
    void handsInAnewWhatAServerDoesNotKnowAnyMore() throws IOException {
        Courier courier = courier(one);
        Entry sent = courier.advance(entry(courier));
        one.forgetItems();

        Entry again = courier.advance(sent);
        assertThat(again.status()).isEqualTo(Entry.Status.QUEUED);
        assertFetched(courier.advance(courier.advance(again)));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void waitsForAServerWhoseApplicationIsNotThere(int status) throws IOException {
        Courier courier = courier(one);
        Entry sent = courier.advance(entry(courier));
        one.hollow(status);

        Entry waiting = courier.advance(sent);
        assertThat(waiting.status()).isEqualTo(Entry.Status.SENT);
        one.hollow(0);
        assertFetched(courier.advance(waiting));
        assertThat(one.itemsCreated()).isEqualTo(1);
    }

    @Test
    void sendsNothingOfAFileThatWasChangedMeanwhile() throws IOException {
        Courier courier = courier(one);
        Entry entry = entry(courier);
        Files.writeString(file, "another film");

        assertThat(courier.advance(entry).status()).isEqualTo(Entry.Status.FAILED);
        assertThat(one.itemsCreated()).isZero();
    }

    @Test
    void replacesNoFileThatIsNotItsOwnResult() throws IOException {
        Courier courier = courier(one);
        Entry sent = courier.advance(entry(courier));
        Files.writeString(target, "of somebody else");

        assertThat(courier.advance(sent).status()).isEqualTo(Entry.Status.FAILED);
        assertThat(courier.advance(entry(courier)).status()).isEqualTo(Entry.Status.FAILED);
        assertThat(target).hasContent("of somebody else");
        assertThat(one.itemsCreated()).isEqualTo(1);
    }

    @Test
    void knowsAResultThatItFetchedRightBeforeItWasKilled() throws IOException {
        Courier courier = courier(one);
        Entry sent = courier.advance(entry(courier));
        courier.advance(sent);
        ledger.put(sent);

        assertFetched(courier.advance(sent));
    }

    @Test
    void fetchesAgainWhatWasFetchedBefore() throws IOException {
        Courier courier = courier(one);
        courier.advance(courier.advance(entry(courier)));
        Files.delete(target);

        assertFetched(courier.advance(courier.advance(entry(courier))));
        assertThat(one.itemsCreated()).isEqualTo(1);
    }

    @Test
    void keepsAFileForABetterTokenWhenTheServerDoesNotKnowIts() {
        Settings settings = new Settings(
                "client",
                List.of(new Server(one.server().address(), Set.of(), Optional.of("worn out"))),
                List.of(),
                folder);
        Courier courier = new Courier(settings, ledger, console, clock, Duration.ofMinutes(2));
        Entry entry = entry(courier);

        assertThatThrownBy(() -> courier.advance(entry))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.exitCode()).isEqualTo(Exit.FORBIDDEN));
        assertThat(ledger.open()).containsExactly(entry);
    }
}

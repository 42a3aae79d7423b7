package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.MutableTicker;
import org.reelmill.watch.Candidate.Verdict;

/** The settle rule: when a file is complete, and when not. */
class CandidateTest {

    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MutableTicker ticker = new MutableTicker();
    private final Candidate candidate = new Candidate(Path.of("/in/film.mp4"), ticker.nanos());
    private Optional<FileReason> obstacle = Optional.empty();

    @Test
    void isCompleteWhenItHasNotChangedForTheSettleTime() {
        assertThat(look(10)).isEqualTo(Verdict.WAIT);
        after(Duration.ofSeconds(4));
        assertThat(look(10)).isEqualTo(Verdict.WAIT);
        assertThat(candidate.reason()).isEqualTo(FileReason.CHANGING);
        after(SECOND);

        assertThat(look(10)).isEqualTo(Verdict.READY);
    }

    @Test
    void aChangeBeginsTheTimeAnew() {
        look(10);
        after(Duration.ofSeconds(4));
        look(20);
        after(Duration.ofSeconds(4));

        assertThat(look(20)).isEqualTo(Verdict.WAIT);
        after(SECOND);
        assertThat(look(20)).isEqualTo(Verdict.READY);
    }

    @Test
    void aNewTimeIsAChangeAsWell() {
        look(10, 1);
        after(SETTLE);

        assertThat(look(10, 2)).isEqualTo(Verdict.WAIT);
    }

    @Test
    void isCompleteASecondAfterItWasClosed() {
        candidate.closed(ticker.nanos());
        assertThat(look(10)).isEqualTo(Verdict.WAIT);
        assertThat(candidate.isDue(ticker.nanos())).isFalse();
        after(SECOND);

        assertThat(candidate.isDue(ticker.nanos())).isTrue();
        assertThat(look(10)).isEqualTo(Verdict.READY);
    }

    @Test
    void oneOfSeveralClosesDoesNotMakeItComplete() {
        candidate.closed(ticker.nanos());
        look(10);
        after(SECOND);

        assertThat(look(20)).as("written to after it was closed").isEqualTo(Verdict.WAIT);
        after(SECOND);
        assertThat(look(20)).as("not closed again").isEqualTo(Verdict.WAIT);
        candidate.closed(ticker.nanos());
        after(SECOND);
        assertThat(look(20)).isEqualTo(Verdict.READY);
    }

    @Test
    void anEmptyFileIsNeverComplete() {
        candidate.closed(ticker.nanos());
        look(0);
        after(Duration.ofHours(1));

        assertThat(look(0)).isEqualTo(Verdict.WAIT);
        assertThat(candidate.reason()).isEqualTo(FileReason.EMPTY);
    }

    @Test
    void aVideoWithoutItsEndIsWaitedForAndThenRefused() {
        obstacle = Optional.of(FileReason.INCOMPLETE);
        look(10);
        after(SETTLE);
        for (int i = 1; i < Candidate.MOST_PROBES; i++) {
            assertThat(look(10)).isEqualTo(Verdict.WAIT);
            assertThat(candidate.reason()).isEqualTo(FileReason.INCOMPLETE);
            after(Duration.ofMinutes(1));
        }

        assertThat(look(10)).isEqualTo(Verdict.REFUSED);
        assertThat(candidate.reason()).isEqualTo(FileReason.NO_VIDEO);
    }

    @Test
    void aVideoThatGetsItsEndIsComplete() {
        obstacle = Optional.of(FileReason.INCOMPLETE);
        look(10);
        after(SETTLE);
        assertThat(look(10)).isEqualTo(Verdict.WAIT);
        obstacle = Optional.empty();

        assertThat(look(20)).isEqualTo(Verdict.WAIT);
        after(SETTLE);
        assertThat(look(20)).isEqualTo(Verdict.READY);
    }

    @Test
    void saysWhenTheFileIsNotThere() {
        assertThat(candidate.look(Optional.empty(), ticker.nanos(), SETTLE, file -> obstacle))
                .isEqualTo(Verdict.VANISHED);
    }

    private Verdict look(long bytes) {
        return look(bytes, bytes);
    }

    private Verdict look(long bytes, long modified) {
        return candidate.look(Optional.of(new FileStamp(bytes, modified, 1)), ticker.nanos(), SETTLE, file -> obstacle);
    }

    private void after(Duration duration) {
        ticker.advance(duration);
    }
}

package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.MutableTicker;

class PollingFolderWatcherTest extends FolderWatcherContract {

    private final MutableTicker ticker = new MutableTicker();
    private final PollingFolderWatcher watcher = new PollingFolderWatcher(ticker);

    @Override
    protected FolderWatcher watcher() {
        return watcher;
    }

    @Override
    protected void pass(Duration time) {
        ticker.advance(time);
    }

    @Test
    void looksOnlyAsOftenAsItIsTold() throws IOException {
        open(true);
        write("film.mp4");
        ticker.advance(Duration.ofSeconds(-1));

        assertThat(look().present()).isEmpty();
        assertThat(look().present()).hasSize(1);
    }

    @Test
    void seesEveryFolder() {
        assertThat(watcher.unfit(root)).isEmpty();
    }
}

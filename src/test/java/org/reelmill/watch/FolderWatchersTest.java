package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.shared.Sentence;
import org.reelmill.testing.MutableTicker;
import org.reelmill.watch.FolderWatchers.Opened;

class FolderWatchersTest {

    @TempDir
    Path folder;

    private final Events events = new Events();
    private final FolderWatchers watchers =
            new FolderWatchers(List.of(events, new PollingFolderWatcher(new MutableTicker())));

    @Test
    void watchesByEventsWhereTheFileSystemGivesThem() throws IOException {
        Opened opened = open(WatchMode.AUTO);

        assertThat(opened.mode()).isEqualTo(WatchMode.EVENTS);
        assertThat(opened.reason()).isEmpty();
    }

    @Test
    void pollsShares_D3_10() throws IOException {
        events.unfit = Optional.of(Sentence.plain("on a share"));
        Opened opened = open(WatchMode.AUTO);

        assertThat(opened.mode()).isEqualTo(WatchMode.POLLING);
        assertThat(opened.reason()).contains("on a share");
    }

    @Test
    void pollsWhatCannotBeWatchedAndSaysWhy() throws IOException {
        events.failure = "The limit of inotify instances is reached";

        for (WatchMode mode : new WatchMode[] {WatchMode.AUTO, WatchMode.EVENTS}) {
            Opened opened = open(mode);
            assertThat(opened.mode()).isEqualTo(WatchMode.POLLING);
            assertThat(opened.reason()).contains("The limit of inotify instances is reached");
        }
    }

    @Test
    void doesWhatPeopleWant() throws IOException {
        events.unfit = Optional.of(Sentence.plain("on a share"));

        assertThat(open(WatchMode.EVENTS).mode()).isEqualTo(WatchMode.EVENTS);
        assertThat(open(WatchMode.POLLING).mode()).isEqualTo(WatchMode.POLLING);
        assertThat(open(WatchMode.POLLING).reason()).isEmpty();
    }

    @Test
    void saysWhatItCannotSeeByEvents() throws IOException {
        events.limit = Optional.of(Sentence.plain("no watches left"));

        assertThat(open(WatchMode.AUTO).reason()).contains("no watches left");
    }

    private Opened open(WatchMode mode) throws IOException {
        FolderSettings usual = FolderSettings.usual(folder.toString());
        return watchers.open(
                folder,
                new FolderSettings(
                        usual.folder(),
                        true,
                        mode,
                        usual.rule(),
                        List.of(),
                        Optional.empty(),
                        5,
                        Optional.empty(),
                        true));
    }

    /** Events of a file system that is as the test wants it. */
    private static final class Events implements FolderWatcher {

        private Optional<Sentence> unfit = Optional.empty();
        private Optional<Sentence> limit = Optional.empty();
        private String failure = "";

        @Override
        public WatchMode mode() {
            return WatchMode.EVENTS;
        }

        @Override
        public Optional<Sentence> unfit(Path root) {
            return unfit;
        }

        @Override
        public FolderWatch open(Path root, boolean recursive, Duration poll) throws IOException {
            if (!failure.isEmpty()) {
                throw new IOException(failure);
            }
            return new FolderWatch() {
                @Override
                public void look(Hints hints) {
                    // nothing happens
                }

                @Override
                public Optional<Sentence> limit() {
                    return limit;
                }

                @Override
                public boolean ended() {
                    return false;
                }

                @Override
                public boolean seesDeletions() {
                    return true;
                }

                @Override
                public void close() {
                    // nothing is open
                }
            };
        }
    }
}

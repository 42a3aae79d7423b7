package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reelmill.shared.Sentence;

/** Chooses how a folder is watched. */
@ApplicationScoped
class FolderWatchers {

    private final Iterable<FolderWatcher> all;

    @Inject
    FolderWatchers(@Any Instance<FolderWatcher> all) {
        this((Iterable<FolderWatcher>) all);
    }

    FolderWatchers(Iterable<FolderWatcher> all) {
        this.all = all;
    }

    /** For CDI's proxy. */
    protected FolderWatchers() {
        this(List.of());
    }

    /** A watch that has begun. @param reason why it is not by events, or not by events alone; in English */
    record Opened(FolderWatch watch, WatchMode mode, Optional<String> reason) {}

    /**
     * By events where the file system gives them and nobody wants otherwise; what cannot be watched by events is polled.
     *
     * @throws IOException the folder cannot be read at all
     */
    Opened open(Path folder, FolderSettings settings) throws IOException {
        if (settings.mode() == WatchMode.POLLING) {
            return poll(folder, settings, Optional.empty());
        }
        FolderWatcher events = by(WatchMode.EVENTS);
        Optional<String> unfit = settings.mode() == WatchMode.EVENTS
                ? Optional.empty()
                : events.unfit(folder).map(Sentence::english);
        if (unfit.isPresent()) {
            return poll(folder, settings, unfit);
        }
        try {
            FolderWatch watch = open(events, folder, settings);
            return new Opened(watch, WatchMode.EVENTS, watch.limit().map(Sentence::english));
        } catch (IOException e) {
            return poll(folder, settings, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Opened poll(Path folder, FolderSettings settings, Optional<String> reason) throws IOException {
        return new Opened(open(by(WatchMode.POLLING), folder, settings), WatchMode.POLLING, reason);
    }

    private static FolderWatch open(FolderWatcher watcher, Path folder, FolderSettings settings) throws IOException {
        return watcher.open(folder, settings.recursive(), Duration.ofSeconds(settings.pollSeconds()));
    }

    private FolderWatcher by(WatchMode mode) {
        for (FolderWatcher watcher : all) {
            if (watcher.mode() == mode) {
                return watcher;
            }
        }
        throw new IllegalStateException("Nobody watches by " + mode);
    }
}

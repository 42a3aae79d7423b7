package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/** Compares what is there with what was there: for network shares, whose other clients no event tells of. */
@ApplicationScoped
public class PollingFolderWatcher implements FolderWatcher {

    private final Ticker ticker;

    @Inject
    PollingFolderWatcher(Ticker ticker) {
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected PollingFolderWatcher() {
        this(null);
    }

    @Override
    public WatchMode mode() {
        return WatchMode.POLLING;
    }

    @Override
    public Optional<Sentence> unfit(Path root) {
        return Optional.empty();
    }

    @Override
    public FolderWatch open(Path root, boolean recursive, Duration poll) throws IOException {
        PolledFolder folder = new PolledFolder(root, recursive, poll, ticker);
        folder.remember();
        return folder;
    }

    private static final class PolledFolder implements FolderWatch {

        private final Path root;
        private final boolean recursive;
        private final Duration poll;
        private final Ticker ticker;
        private Map<Path, FileStamp> before = Map.of();
        private long due;

        PolledFolder(Path root, boolean recursive, Duration poll, Ticker ticker) {
            this.root = root;
            this.recursive = recursive;
            this.poll = poll;
            this.ticker = ticker;
        }

        void remember() throws IOException {
            before = read();
            due = ticker.in(poll);
        }

        @Override
        public void look(Hints hints) {
            if (ticker.nanos() - due < 0) {
                return;
            }
            due = ticker.in(poll);
            try {
                Map<Path, FileStamp> now = read();
                compare(now, hints);
                before = now;
            } catch (IOException e) {
                Logger.debug("The folder {} cannot be read now: {}", root, e.toString());
            }
        }

        private void compare(Map<Path, FileStamp> now, Hints hints) {
            now.forEach((file, stamp) -> {
                FileStamp old = before.get(file);
                if (old == null || !old.equals(stamp)) {
                    hints.touched(file);
                }
            });
            before.keySet().stream().filter(file -> !now.containsKey(file)).forEach(hints::gone);
        }

        private Map<Path, FileStamp> read() throws IOException {
            Map<Path, FileStamp> found = new HashMap<>();
            List<Path> unreadable = FolderWalk.walk(
                    root,
                    recursive,
                    (folder, files) ->
                            files.forEach(file -> FileStamp.of(file).ifPresent(stamp -> found.put(file, stamp))));
            // of what cannot be read now nobody knows that it is gone
            before.forEach((file, stamp) -> {
                if (unreadable.stream().anyMatch(file::startsWith)) {
                    found.put(file, stamp);
                }
            });
            return found;
        }

        @Override
        public Optional<Sentence> limit() {
            return Optional.empty();
        }

        /** It goes by the path, whatever lies there. */
        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public boolean seesDeletions() {
            return false;
        }

        @Override
        public void close() {
            before = Map.of();
        }
    }
}

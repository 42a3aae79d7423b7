package org.reelmill.watch;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.ApplicationStarted;
import org.reelmill.shared.ApplicationStopping;
import org.reelmill.shared.Outage;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Ticker;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/**
 * What this server watches. Of all servers that have a folder one watches it at a time, by a lease in the folder's row; when that
 * one dies, another goes on. A file that two should register for a moment is registered once all the same (ADR 27).
 */
@ApplicationScoped
public class Watching {

    private static final int LEASE_SECONDS = 30;
    private static final Duration RENEWAL = Duration.ofSeconds(5);

    private final WatchedFolders service;
    private final WatchedFolderRepository folders;
    private final WatchRecords records;
    private final Ledger ledger;
    private final FolderWatchers watchers;
    private final Policies policies;
    private final Configuration configuration;
    private final Ticker ticker;
    private final QuickProbe probe = new QuickProbe();
    private final String self = Uuids.toHex(Uuids.random());
    private final Map<Long, Held> held = new HashMap<>();
    private final Set<Long> holding = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean started;
    private boolean away;

    @Inject
    Watching(
            WatchedFolders service,
            WatchedFolderRepository folders,
            WatchRecords records,
            Ledger ledger,
            FolderWatchers watchers,
            Policies policies,
            Configuration configuration,
            Ticker ticker) {
        this.service = service;
        this.folders = folders;
        this.records = records;
        this.ledger = ledger;
        this.watchers = watchers;
        this.policies = policies;
        this.configuration = configuration;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected Watching() {
        this(null, null, null, null, null, null, null, null);
    }

    /** A folder that this server watches, with the settings with which it began. */
    private static final class Held {
        private final FolderSettings settings;
        private final FolderRound round;
        private final FolderWatchers.Opened opened;
        private Optional<String> limit;
        private long renewal;

        Held(FolderSettings settings, FolderRound round, FolderWatchers.Opened opened) {
            this.settings = settings;
            this.round = round;
            this.opened = opened;
            this.limit = opened.watch().limit().map(Sentence::english);
        }
    }

    void start(@Observes @Priority(60) ApplicationStarted event) {
        service.addConfigured();
        started = true;
    }

    void stop(@Observes @Priority(10) ApplicationStopping event) {
        started = false;
        synchronized (held) {
            List.copyOf(held.keySet()).forEach(this::letGo);
        }
    }

    /** Folders that this server watches now. */
    public Set<Long> holding() {
        return Set.copyOf(holding);
    }

    /** One round through all folders. Asked each second; not while the last round is under way. */
    public void tick() {
        if (!started || !busy.compareAndSet(false, true)) {
            return;
        }
        try {
            synchronized (held) {
                round();
            }
            away = false;
        } catch (RuntimeException e) {
            if (!Outage.isOne(e)) {
                throw e;
            }
            if (!away) {
                Logger.warn("Watched folders wait for the database: {}", e.toString());
            }
            away = true;
        } finally {
            busy.set(false);
        }
    }

    private void round() {
        PolicyValues values = policies.recent();
        List<WatchedFolder> all = values.isOn(Policy.WATCH_ENABLED) ? folders.all() : List.of();
        Set<Long> wanted =
                all.stream().filter(this::isOurs).map(WatchedFolder::id).collect(Collectors.toSet());
        List.copyOf(held.keySet()).stream().filter(id -> !wanted.contains(id)).forEach(this::letGo);
        FolderRound.Rules rules = new FolderRound.Rules(
                Extensions.of(values.text(Policy.WATCH_EXTENSIONS)),
                Duration.ofSeconds(values.number(Policy.SETTLE_SECONDS)),
                Duration.ofMinutes(values.number(Policy.WATCH_RESCAN_MINUTES)));
        for (WatchedFolder folder : all) {
            if (wanted.contains(folder.id())) {
                look(folder, rules);
            }
        }
    }

    private boolean isOurs(WatchedFolder folder) {
        FolderSettings settings = folder.settings();
        return settings.enabled()
                && settings.node().map(configuration.nodeName()::equals).orElse(true);
    }

    /** What goes wrong in one folder keeps no other back; a database that is away does. */
    private void look(WatchedFolder folder, FolderRound.Rules rules) {
        try {
            Optional<Held> it = hold(folder);
            if (it.isPresent()) {
                look(folder, it.get(), rules);
            }
        } catch (CancellationException e) {
            Logger.debug("The round through {} was ended", folder.folder());
        } catch (IOException e) {
            records.unwatched(folder.id(), Sentence.of("watch.trouble.unreadable", e.toString()));
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            Logger.error(e, "The folder {} could not be looked at", folder.folder());
        }
    }

    private void look(WatchedFolder folder, Held it, FolderRound.Rules rules) {
        FolderRound.Report report = it.round.look(folder, rules);
        Optional<String> limit = it.opened.watch().limit().map(Sentence::english);
        if (!limit.equals(it.limit)) {
            records.watched(folder.id(), it.opened.mode(), limit);
            it.limit = limit;
        }
        if (report.isNews()) {
            records.report(folder.id(), report);
        }
    }

    private Optional<Held> hold(WatchedFolder folder) throws IOException {
        Held it = held.get(folder.id());
        boolean stale = it != null && (!it.settings.equals(folder.settings()) || it.round.needsWatch());
        if (stale) {
            letGo(folder.id());
            it = null;
        }
        if (it != null && ticker.nanos() - it.renewal < 0) {
            return Optional.of(it);
        }
        if (!Files.isDirectory(folder.folder())) {
            letGo(folder.id());
            records.unwatched(folder.id(), Sentence.of("watch.trouble.missing", configuration.nodeName()));
            return Optional.empty();
        }
        if (!folders.claim(folder.id(), self, configuration.nodeName(), LEASE_SECONDS)) {
            close(folder.id());
            return Optional.empty();
        }
        if (it == null) {
            it = open(folder);
        }
        it.renewal = ticker.in(RENEWAL);
        return Optional.of(it);
    }

    private Held open(WatchedFolder folder) throws IOException {
        long id = folder.id();
        FolderWatchers.Opened opened;
        try {
            opened = watchers.open(folder.folder(), folder.settings());
        } catch (IOException e) {
            folders.release(id, self);
            throw e;
        }
        FolderRound round =
                new FolderRound(folder, opened.watch(), ledger, ticker, probe::look, () -> mayGoOn(held.get(id), id));
        Held it = new Held(folder.settings(), round, opened);
        held.put(id, it);
        holding.add(id);
        records.watched(id, opened.mode(), opened.reason());
        Logger.info(
                "{} is watched by {}{}",
                folder.folder(),
                opened.mode(),
                opened.reason().map(reason -> ": " + reason).orElse(""));
        return it;
    }

    /** Asked in the middle of long rounds: they keep the lease, and end when the server stops or another one has it. */
    private boolean mayGoOn(Held it, long id) {
        if (!started || ticker.nanos() - it.renewal < 0) {
            return started;
        }
        boolean ours = folders.claim(id, self, configuration.nodeName(), LEASE_SECONDS);
        // of a lease that is lost the next round takes notice
        it.renewal = ours ? ticker.in(RENEWAL) : ticker.nanos();
        return ours;
    }

    private void letGo(long id) {
        if (close(id)) {
            try {
                folders.release(id, self);
            } catch (RuntimeException e) {
                // the lease ends by itself
                Logger.debug("The lease of the watched folder {} is not given back: {}", id, e.toString());
            }
        }
    }

    private boolean close(long id) {
        Held it = held.remove(id);
        holding.remove(id);
        if (it != null) {
            it.round.close();
        }
        return it != null;
    }
}

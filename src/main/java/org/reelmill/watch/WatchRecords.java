package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/** What a server tells of a folder that it watches, for the page. */
@ApplicationScoped
@Transactional
class WatchRecords {

    private final WatchedFolderRepository folders;
    private final Event<WatchChanged> changed;

    @Inject
    WatchRecords(WatchedFolderRepository folders, Event<WatchChanged> changed) {
        this.folders = folders;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected WatchRecords() {
        this(null, null);
    }

    void watched(long folder, WatchMode mode, Optional<String> reason) {
        folders.watched(folder, mode, reason);
        changed.fire(new WatchChanged(folder));
    }

    void unwatched(long folder, Sentence trouble) {
        if (folders.unwatched(folder, trouble.english())) {
            changed.fire(new WatchChanged(folder));
        }
    }

    void report(long folder, FolderRound.Report report) {
        if (report.events() > 0 || report.lost() > 0) {
            folders.count(folder, report.events(), report.lost());
        }
        if (report.whole()) {
            folders.reconciled(folder);
        }
        boolean news = report.trouble()
                .map(trouble -> folders.trouble(folder, trouble.english()))
                .orElse(report.whole() || report.events() > 0);
        if (news) {
            report.trouble().ifPresent(trouble -> Logger.warn("Watched folder {}: {}", folder, trouble));
            changed.fire(new WatchChanged(folder));
        }
    }
}

package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Sentence;

/** What people and programs ask about watched folders (idea 16): how they stand, and why a file was not picked up. */
@ApplicationScoped
@Transactional
public class WatchLedger {

    private final WatchedFolders folders;
    private final LedgerRepository files;
    private final Policies policies;

    @Inject
    WatchLedger(WatchedFolders folders, LedgerRepository files, Policies policies) {
        this.folders = folders;
        this.files = files;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected WatchLedger() {
        this(null, null, null);
    }

    /** All folders, by their paths. */
    public List<FolderReport> reports() {
        return folders.all().stream().map(this::report).toList();
    }

    /** @throws NotFoundException no such folder */
    public FolderReport report(long folder) {
        return report(folders.get(folder));
    }

    private FolderReport report(WatchedFolder folder) {
        long id = folder.id();
        return new FolderReport(
                folder,
                files.count(id, FileState.SETTLING),
                files.count(id, FileState.REGISTERED),
                files.count(id, FileState.REFUSED),
                files.count(id, FileState.GONE),
                files.registeredWithinTheHour(id));
    }

    /** Files of a folder in a state, latest first. @throws NotFoundException no such folder */
    public Page<WatchedFile> files(long folder, FileState state, int offset, int limit) {
        return files.page(folders.get(folder).id(), state, offset, limit);
    }

    /** Rows of the register, newest first. @param beginning of their paths; empty: all */
    public Page<Video> videos(Optional<Integer> status, String beginning, int offset, int limit) {
        return files.videos(status, beginning, offset, limit);
    }

    /** @throws NotFoundException no such video */
    public Video video(int id) {
        return files.video(id).orElseThrow(() -> new NotFoundException(Sentence.of("watch.refusal.noVideo", id)));
    }

    /**
     * Why a file was not picked up, or that it was.
     *
     * @param text absolute path of the file
     * @throws org.reelmill.shared.InvalidInputException it is none
     */
    public Sentence why(String text) {
        Path file = FolderRules.absolute("path", text);
        Optional<WatchedFolder> folder = folders.all().stream()
                .filter(it -> file.startsWith(it.folder()) && !file.equals(it.folder()))
                .findFirst();
        if (folder.isEmpty()) {
            return Sentence.of("watch.why.outside");
        }
        return whyNotByRule(folder.get(), file)
                .or(() -> files.find(file).map(WatchLedger::whyByLedger))
                .or(() -> whyUnwatched(folder.get()))
                .orElseGet(() -> whyUnseen(file));
    }

    private Optional<Sentence> whyNotByRule(WatchedFolder folder, Path file) {
        Path below = folder.folder().relativize(file);
        for (Path name : below) {
            if (FolderWalk.isPassedOver(name)) {
                return Optional.of(Sentence.of("watch.why.hidden", name));
            }
        }
        String extensions = policies.current().text(Policy.WATCH_EXTENSIONS);
        if (!Extensions.of(extensions).cover(file)) {
            return Optional.of(Sentence.of("watch.why.extension", extensions));
        }
        return below.getNameCount() > 1 && !folder.settings().recursive()
                ? Optional.of(Sentence.of("watch.why.deeper", folder.folder()))
                : Optional.empty();
    }

    private static Sentence whyByLedger(WatchedFile file) {
        Sentence reason = file.reason()
                .map(it -> Sentence.of("watch.reason." + it.name()))
                .orElseGet(() -> Sentence.plain(""));
        return switch (file.state()) {
            case SETTLING -> Sentence.of("watch.why.settling", reason, file.since());
            case REFUSED -> Sentence.of("watch.why.refused", reason, file.since());
            case REGISTERED -> Sentence.of("watch.why.registered", file.since());
            case GONE -> Sentence.of("watch.why.gone", file.since());
        };
    }

    private Optional<Sentence> whyUnwatched(WatchedFolder folder) {
        if (!policies.current().isOn(Policy.WATCH_ENABLED)) {
            return Optional.of(Sentence.of("watch.why.off"));
        }
        if (!folder.settings().enabled()) {
            return Optional.of(Sentence.of("watch.why.disabled", folder.folder()));
        }
        if (folder.watchedBy().isEmpty()) {
            return Optional.of(Sentence.of(
                    "watch.why.unwatched", folder.folder(), folder.trouble().orElse("")));
        }
        return folder.trouble()
                .map(trouble -> Sentence.of("watch.why.trouble", folder.folder(), Sentence.recorded(trouble)));
    }

    /** As this server sees it, which need not be the one that watches. */
    private static Sentence whyUnseen(Path file) {
        if (Files.isSymbolicLink(file)) {
            return Sentence.of("watch.why.link");
        }
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Sentence.of("watch.why.soon")
                : Sentence.of("watch.why.missing");
    }
}

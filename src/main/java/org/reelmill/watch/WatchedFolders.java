package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.reelmill.pipeline.Outputs;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.VideoRegister;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/** Watched folders for people and programs: add, change, forget. */
@ApplicationScoped
@Transactional
public class WatchedFolders {

    private static final int LONGEST_POLL = 86_400;
    private static final int LONGEST_NODE = 255;

    private final WatchedFolderRepository repository;
    private final LedgerRepository files;
    private final Outputs outputs;
    private final WorkFolders own;
    private final Configuration configuration;
    private final Event<ChangeMade> changes;
    private final Event<WatchChanged> changed;

    @Inject
    WatchedFolders(
            WatchedFolderRepository repository,
            LedgerRepository files,
            Outputs outputs,
            WorkFolders own,
            Configuration configuration,
            Event<ChangeMade> changes,
            Event<WatchChanged> changed) {
        this.repository = repository;
        this.files = files;
        this.outputs = outputs;
        this.own = own;
        this.configuration = configuration;
        this.changes = changes;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected WatchedFolders() {
        this(null, null, null, null, null, null, null);
    }

    /** By their paths. */
    public List<WatchedFolder> all() {
        return repository.all();
    }

    /** @throws NotFoundException no such folder */
    public WatchedFolder get(long id) {
        return repository.find(id).orElseThrow(() -> new NotFoundException(Sentence.of("watch.refusal.noFolder", id)));
    }

    /** Watches a folder from now on; it is made when it does not exist (S3.13). */
    @Demands(Rights.SETTINGS)
    public WatchedFolder add(FolderSettings settings) {
        FolderSettings checked = checked(settings, folder -> true);
        WatchedFolder folder = new WatchedFolder(checked);
        repository.add(folder);
        tell("watch.add", folder);
        return folder;
    }

    /** What is registered stays as it is. */
    @Demands(Rights.SETTINGS)
    public WatchedFolder change(long id, FolderSettings settings) {
        WatchedFolder folder = get(id);
        FolderSettings checked = checked(settings, other -> other.id() != id);
        folder.change(checked);
        tell("watch.change", folder);
        return folder;
    }

    /**
     * As {@link #change(long, FolderSettings)}, in view of what was decided about the folder.
     *
     * @throws ConflictException it is something else by now
     */
    @Demands(Rights.SETTINGS)
    public WatchedFolder change(long id, FolderSettings settings, FolderSettings seen) {
        if (!get(id).settings().equals(seen)) {
            throw ConflictException.changedMeanwhile();
        }
        return change(id, settings);
    }

    /** Forgets a folder and its ledger; its files stay, and so do their rows in {@code videos}. */
    @Demands(Rights.SETTINGS)
    public void remove(long id) {
        WatchedFolder folder = get(id);
        files.deleteOf(id);
        tell("watch.remove", folder);
        repository.remove(folder);
    }

    /**
     * Has all of a folder compared with the ledger.
     *
     * @param acceptLoss somebody says that what vanished is really gone
     */
    @Demands(Rights.JOBS)
    public void rescan(long id, boolean acceptLoss) {
        WatchedFolder folder = get(id);
        repository.rescan(id, acceptLoss);
        changes.fire(
                new ChangeMade("watch.rescan", folder.folder().toString(), acceptLoss ? "what vanished is gone" : ""));
    }

    /** The folder of the environment (S3.9) is watched by this node, unless somebody has added it already. */
    void addConfigured() {
        Optional<VideoRegister> register = configuration.videoRegister();
        if (register.isEmpty() || repository.find(register.get().watched()).isPresent()) {
            return;
        }
        make("CLIENT_VIDEO_DIR", register.get().watched());
        make("INTERNAL_VIDEO_FOLDER_PATH", register.get().target());
        repository.add(new WatchedFolder(new FolderSettings(
                register.get().watched().toString(),
                true,
                WatchMode.AUTO,
                WatchRule.REGISTER,
                List.of(),
                Optional.of(register.get().target().toString()),
                register.get().pollSeconds(),
                Optional.of(configuration.nodeName()),
                true)));
        Logger.info("{} is watched, as CLIENT_VIDEO_DIR says", register.get().watched());
    }

    private FolderSettings checked(FolderSettings settings, Predicate<WatchedFolder> other) {
        Path path = FolderRules.absolute("folder", settings.folder());
        repository.all().stream().filter(other).forEach(folder -> requireApart(path, folder));
        requireNotOurs("folder", path);
        Optional<Path> target =
                settings.target().filter(text -> !text.isBlank()).map(text -> FolderRules.absolute("target", text));
        if (settings.rule() == WatchRule.NORMALISE && target.isEmpty()) {
            throw new InvalidInputException("target", Sentence.of("shared.refusal.needed"));
        }
        target.ifPresent(folder -> {
            if (folder.startsWith(path) || path.startsWith(folder)) {
                throw new InvalidInputException("target", Sentence.of("watch.refusal.targetInside"));
            }
            requireNotOurs("target", folder);
        });
        check("pollSeconds", settings.pollSeconds() >= 1 && settings.pollSeconds() <= LONGEST_POLL, LONGEST_POLL);
        if (settings.node().filter(node -> node.length() > LONGEST_NODE).isPresent()) {
            throw new InvalidInputException("node", Sentence.of("shared.refusal.longer", LONGEST_NODE));
        }
        List<String> known = outputs.names();
        settings.outputs().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidInputException(
                            "outputs", Sentence.of("pipeline.refusal.noOutputName", name, known));
                });
        if (settings.rule() == WatchRule.NORMALISE && settings.outputs().size() != 1) {
            throw new InvalidInputException("outputs", Sentence.of("watch.refusal.oneOutput"));
        }
        if (settings.node().filter(node -> !node.isBlank()).isEmpty()
                || settings.node().get().equals(configuration.nodeName())) {
            // only of this machine it is known what there is
            make("folder", path);
            target.ifPresent(folder -> make("target", folder));
        }
        return new FolderSettings(
                path.toString(),
                settings.recursive(),
                settings.mode(),
                settings.rule(),
                settings.outputs(),
                target.map(Path::toString),
                settings.pollSeconds(),
                settings.node().map(String::strip).filter(node -> !node.isEmpty()),
                settings.enabled());
    }

    private static void check(String field, boolean fits, int most) {
        if (!fits) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.range", 1, most));
        }
    }

    /** A file below two of them would belong to both. */
    private static void requireApart(Path path, WatchedFolder other) {
        if (path.startsWith(other.folder()) || other.folder().startsWith(path)) {
            throw new ConflictException(Sentence.of("watch.refusal.overlaps", other.folder()));
        }
    }

    /** What the mill itself writes must not come back as its input. */
    private void requireNotOurs(String field, Path path) {
        for (Path folder : List.of(own.work(), own.database(), own.logs(), own.cache(), own.source(), own.delivery())) {
            if (path.startsWith(folder) || folder.startsWith(path)) {
                throw new InvalidInputException(field, Sentence.of("watch.refusal.ownFolder"));
            }
        }
    }

    private static void make(String field, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidInputException(
                    field, Sentence.of("watch.refusal.noMaking", e.getClass().getSimpleName()));
        }
    }

    private void tell(String action, WatchedFolder folder) {
        changes.fire(new ChangeMade(
                action, folder.folder().toString(), folder.settings().toString()));
        changed.fire(new WatchChanged(folder.id()));
    }
}

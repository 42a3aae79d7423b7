package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reelmill.media.MediaException;
import org.reelmill.node.Hindrance;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.Stage;
import org.reelmill.settings.WorkFolders;

/**
 * Room in the folders that all nodes share. Each task reserves what it may write before it begins, in its row, so that all
 * nodes count it; what it has written already is then counted twice, which errs on the safe side. Where there is no room a
 * node leaves the work of that stage alone for a while, and says so, instead of failing jobs.
 */
@ApplicationScoped
public class Space {

    private static final long MIB = 1L << 20;

    /** How long a stage rests after there was no room. */
    private static final Duration REST = Duration.ofSeconds(15);

    private final WorkFolders folders;
    private final Policies policies;
    private final Claims claims;
    private final Map<Stage, Rest> resting = new EnumMap<>(Stage.class);

    @Inject
    Space(WorkFolders folders, Policies policies, Claims claims) {
        this.folders = folders;
        this.policies = policies;
        this.claims = claims;
    }

    /** For CDI's proxy. */
    protected Space() {
        this(null, null, null);
    }

    private record Rest(String why, long untilNanos) {}

    /** Whether there was no room for this stage a moment ago; known at once. */
    boolean rests(Stage stage) {
        return rest(stage).isPresent();
    }

    /** Why this stage cannot begin anything now. */
    Optional<Hindrance> hindrance(Stage stage) {
        return rest(stage).or(() -> tooFull(stage)).map(why -> new Hindrance(stage, Hindrance.Code.SPACE, why));
    }

    /**
     * Reserves room for a task that begins.
     *
     * @param bytes that it may write into the work folder
     * @throws MediaException NO_SPACE when there is not so much; its stage rests then
     */
    public void reserve(Claim claim, long bytes) throws MediaException {
        // noted first, then added up: of two that do so at once both see the other
        claims.reserve(claim, bytes);
        long others = claims.reservedBesides(claim);
        long kept = kept();
        for (Path folder : folders(claim.kind().stage())) {
            Optional<Long> usable = usable(folder);
            if (usable.isPresent() && usable.get() - others - kept < bytes) {
                String why =
                        "There is no room: this %s needs up to %s in the folder %s, where %s is free, %s of it kept or reserved"
                                .formatted(
                                        claim.kind().word(),
                                        mib(bytes),
                                        folder.getFileName(),
                                        mib(usable.get()),
                                        mib(others + kept));
                rest(claim.kind().stage(), why);
                throw new MediaException(MediaException.Kind.NO_SPACE, why);
            }
        }
    }

    /** The disk became full, or failed, under the work of this stage. */
    void failed(Stage stage, String said) {
        rest(stage, "The disk stopped the work: " + said);
    }

    private synchronized void rest(Stage stage, String why) {
        resting.put(stage, new Rest(why, System.nanoTime() + REST.toNanos()));
    }

    private synchronized Optional<String> rest(Stage stage) {
        Rest rest = resting.get(stage);
        if (rest != null && System.nanoTime() - rest.untilNanos() >= 0) {
            resting.remove(stage);
            return Optional.empty();
        }
        return Optional.ofNullable(rest).map(Rest::why);
    }

    private Optional<String> tooFull(Stage stage) {
        long kept = kept();
        return folders(stage).stream()
                .filter(folder -> usable(folder).filter(bytes -> bytes < kept).isPresent())
                .map(folder -> "Less than %s is free in the folder %s (policy %s)"
                        .formatted(mib(kept), folder.getFileName(), Policy.MIN_FREE_SPACE.key()))
                .findFirst();
    }

    private long kept() {
        return policies.current().number(Policy.MIN_FREE_SPACE) * MIB;
    }

    private List<Path> folders(Stage stage) {
        return stage == Stage.EXPORT && Files.isDirectory(folders.delivery())
                ? List.of(folders.work(), folders.delivery())
                : List.of(folders.work());
    }

    /** Empty when the folder is missing, which others tell. */
    private static Optional<Long> usable(Path folder) {
        try {
            return Optional.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String mib(long bytes) {
        return "%,d MiB".formatted((bytes + MIB - 1) / MIB);
    }
}

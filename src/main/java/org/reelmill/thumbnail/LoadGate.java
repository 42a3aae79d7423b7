package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.reelmill.pipeline.WorkInHand;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.Stage;
import org.reelmill.settings.WorkFolders;

/**
 * Lets previews be made where there is room for them: in slots that no film needs. On a node that is never idle one at a time
 * is made all the same, when somebody has waited long enough: at the lowest priority that the system knows it takes nothing
 * from an encoder that an encoder wants.
 */
@ApplicationScoped
class LoadGate {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A disk that has less room is as good as full, in bytes, whatever the policy says. */
    private static final long FULL = 16L << 20;

    private final Configuration configuration;
    private final WorkFolders folders;
    private final WorkInHand inHand;
    private final Policies policies;
    private final ThumbnailRepository repository;

    @Inject
    LoadGate(
            Configuration configuration,
            WorkFolders folders,
            WorkInHand inHand,
            Policies policies,
            ThumbnailRepository repository) {
        this.configuration = configuration;
        this.folders = folders;
        this.inHand = inHand;
        this.policies = policies;
        this.repository = repository;
    }

    /** For CDI's proxy. */
    protected LoadGate() {
        this(null, null, null, null, null);
    }

    /** How many previews this node may make at a time now. */
    int slots() {
        int most = policies.current().number(Policy.PREVIEW_SLOTS);
        if (most == 0
                || !configuration.nodeRoles().contains(Stage.TRANSCODE)
                || folders.findProblem(Stage.TRANSCODE).isPresent()
                || isShort()) {
            return 0;
        }
        Duration waited = Duration.ofSeconds(repository.longestWait().orElse(0L));
        return slots(most, configuration.nodeSlots() - inHand.tasksInHand(), waited);
    }

    /** Films need the room more than previews do (M9). */
    boolean isShort() {
        long kept = (long) policies.current().number(Policy.MIN_FREE_SPACE) << 20;
        return folders.work().toFile().getUsableSpace() < Math.max(FULL, kept);
    }

    static int slots(int most, int idle, Duration waited) {
        int patience = waited.compareTo(PATIENCE) >= 0 ? 1 : 0;
        return Math.min(most, Math.max(idle, patience));
    }
}

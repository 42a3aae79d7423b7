package org.reelmill.watch;

import java.util.List;
import java.util.Optional;

/**
 * What people decide about a watched folder.
 *
 * @param folder absolute path
 * @param recursive with all folders below
 * @param mode {@link WatchMode#AUTO}, unless somebody knows better
 * @param outputs names of those that a job is made for; empty: all active ones
 * @param target where normalised videos go; empty where the rule is another one
 * @param pollSeconds so often the folder is looked through where it is polled
 * @param node name of the only node that shall watch it; empty: any that has it
 */
public record FolderSettings(
        String folder,
        boolean recursive,
        WatchMode mode,
        WatchRule rule,
        List<String> outputs,
        Optional<String> target,
        int pollSeconds,
        Optional<String> node,
        boolean enabled) {

    /** S3.9 {@code FOLDER_POLL_INTERVAL}. */
    public static final int USUAL_POLL_SECONDS = 5;

    public FolderSettings {
        outputs = List.copyOf(outputs);
    }

    /** A folder of which nothing else was said. */
    public static FolderSettings usual(String folder) {
        return new FolderSettings(
                folder,
                true,
                WatchMode.AUTO,
                WatchRule.REGISTER,
                List.of(),
                Optional.empty(),
                USUAL_POLL_SECONDS,
                Optional.empty(),
                true);
    }
}

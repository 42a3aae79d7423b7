package org.reelmill.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.reelmill.media.MediaException;

/**
 * Tells work that did not succeed because of the disk from work that failed: what the system said is in the message of some
 * exception, or in what the media tool printed.
 */
final class StorageTrouble {

    /** As the C library words ENOSPC, EDQUOT, EFBIG, EROFS, ESTALE and ENOTCONN; the kernel's names of other systems are not known. */
    private static final Pattern SAID = Pattern.compile("No space left on device|Disk quota exceeded|File too large"
            + "|Read-only file system|Stale (?:NFS )?file handle|Transport endpoint is not connected");

    private static final int MAX_CAUSES = 20;

    private StorageTrouble() {}

    /** What the system said about the disk; empty when the cause is another one. */
    static Optional<String> in(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .map(StorageTrouble::words)
                .map(SAID::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    private static String words(Throwable thrown) {
        return thrown.getMessage() + "\n" + (thrown instanceof MediaException media ? media.log() : "");
    }
}

package org.reelmill.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Until it is worth asking again. */
final class Pause {

    private Pause() {}

    /** @throws CliException when somebody ends the command meanwhile */
    static void of(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(Exit.FAILED, "Interrupted", e);
        }
    }
}

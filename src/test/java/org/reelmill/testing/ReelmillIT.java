package org.reelmill.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs inside the server, beside the application, with {@code @Inject} and {@code @Resource}; or, with
 * {@code @RunAsClient}, outside of it, with {@code @ArquillianResource URL}. All such tests share one server, one
 * deployment and one home, so each makes the rows and files it needs under names of its own.
 */
@ExtendWith(ArquillianExtension.class)
public abstract class ReelmillIT {

    static {
        // most of what tests wait for is there already: a look at once, instead of after a pause, saves minutes
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    }
}

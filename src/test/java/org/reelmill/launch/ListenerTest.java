package org.reelmill.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ListenerTest {

    @Test
    void listensOnTheMachineItselfByDefault() {
        assertThat(Listener.from(Map.of(), new Properties())).isEqualTo(new Listener("127.0.0.1", 8080));
    }

    @Test
    void isTakenFromTheEnvironmentUnlessAPropertySaysOtherwise() {
        Map<String, String> environment = Map.of("REELMILL_HTTP_ADDRESS", "0.0.0.0", "REELMILL_HTTP_PORT", "8081");
        Properties system = new Properties();
        system.setProperty("reelmill.http.port", "8082");

        assertThat(Listener.from(environment, new Properties())).isEqualTo(new Listener("0.0.0.0", 8081));
        assertThat(Listener.from(environment, system)).isEqualTo(new Listener("0.0.0.0", 8082));
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Listener.from(Map.of("REELMILL_HTTP_PORT", "70000"), new Properties()))
                .withMessage("REELMILL_HTTP_PORT is 70000, but must be a whole number from 1 to 65535");
    }
}

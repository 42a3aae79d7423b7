package org.reelmill.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ThisServerTest {

    @Test
    void showsNoSecretHoweverItWasConfigured() {
        Configuration configuration = Configuration.from(
                Map.of(
                        "REELMILL_DB_URL", "jdbc:mysql://root:hush@db.example/mill?user=root&password=hush",
                        "REELMILL_DB_PASSWORD", "hush",
                        "REELMILL_ADMIN_USER", "ada",
                        "REELMILL_ADMIN_PASSWORD", "hush hush hush"),
                new Properties());

        Map<String, String> shown = new ThisServer(configuration, Clock.systemUTC()).configuration();

        assertThat(shown.toString()).doesNotContain("hush").contains("db.example/mill", "ada");
        assertThat(shown).containsEntry("REELMILL_DB_PASSWORD", "(set)").containsEntry("REELMILL_DB_USER", "");
    }
}

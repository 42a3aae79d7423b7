package org.reelmill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What promtool cannot know: that the runbook and the metrics that the alerts and the dashboard name are there. */
class AlertsTest {

    private static final Path ALERTS = Path.of("server-config/prometheus/reelmill-alerts.yml");
    private static final Path TESTS = Path.of("server-config/prometheus/reelmill-alerts.test.yml");
    private static final Path DASHBOARD = Path.of("server-config/grafana/reelmill.json");
    private static final Path RUNBOOK = Path.of("src/site/runbook.md");
    private static final Path DECLARED = Path.of("src/main/java/org/reelmill/metrics");

    @Test
    void everyAlertHasItsParagraphAndItsTest() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        String tests = Files.readString(TESTS);

        List<String> alerts = find(ALERTS, "alert: (\\w+)");

        assertThat(alerts).isNotEmpty().doesNotHaveDuplicates().allSatisfy(alert -> {
            assertThat(runbook).contains("\n## " + alert + "\n");
            assertThat(tests).contains("alertname: " + alert);
        });
        assertThat(find(ALERTS, "runbook: \"src/site/runbook.md#(\\w+)\""))
                .isEqualTo(alerts.stream().map(String::toLowerCase).toList());
        assertThat(find(RUNBOOK, "(?m)^## (\\w+)$")).isEqualTo(alerts);
    }

    @Test
    void alertsAndDashboardNameOnlyMetricsThatWeHave() throws IOException {
        String declared =
                Files.readString(DECLARED.resolve("Counters.java")) + Files.readString(DECLARED.resolve("Gauges.java"));

        for (Path file : List.of(ALERTS, DASHBOARD)) {
            assertThat(find(file, "\\b(reelmill_[a-z_]+)\\b")).isNotEmpty().allSatisfy(name -> assertThat(declared)
                    .contains('"' + name.replaceFirst("_(bucket|sum|count)$", "") + '"'));
        }
    }

    private static List<String> find(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}

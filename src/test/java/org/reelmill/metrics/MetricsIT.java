package org.reelmill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

@RunAsClient
class MetricsIT extends ReelmillIT {

    /** Prometheus' exposition format 0.0.4, stricter: no time stamps, which we do not write. */
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\n\"])*\",?)+})? (NaN|[+-]Inf|[-+0-9.eE]+)");

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (counter|gauge|histogram|summary|untyped)");

    @ArquillianResource
    private URL base;

    @Test
    void isTextThatAPrometheusReads() {
        RestClient.Answer answer = RestClient.as(base, "VIEWER").get("metrics");

        assertThat(answer.header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
        Map<String, Double> samples = read(answer.text());
        assertThat(samples)
                .containsEntry("reelmill_database_up", 1.0)
                .containsKeys(
                        "reelmill_jobs{status=\"completed\"}",
                        "reelmill_queue_age_seconds{status=\"transcoding\"}",
                        "reelmill_segments{state=\"open\"}",
                        "reelmill_claims_total{kind=\"transcode\"}",
                        "reelmill_retries_total{kind=\"export\"}",
                        "reelmill_attempts_ended_total{kind=\"transcode\",verdict=\"lost\"}",
                        "reelmill_task_troubles_total{cause=\"late\",kind=\"transcode\"}",
                        "reelmill_disk_free_bytes{folder=\"work\"}",
                        "reelmill_previews_waiting",
                        "reelmill_previews_total{kind=\"film\",result=\"made\"}",
                        "reelmill_preview_seconds_count{kind=\"image\"}",
                        "reelmill_database_connections{state=\"busy\"}",
                        "reelmill_event_lag_seconds",
                        "jvm_threads_current");
    }

    @Test
    void countsTheConnectionsOfThePool() {
        Map<String, Double> samples =
                read(RestClient.as(base, "VIEWER").get("metrics").text());

        assertThat(samples.get("reelmill_database_connections{state=\"idle\"}")
                        + samples.get("reelmill_database_connections{state=\"busy\"}"))
                .isBetween(1.0, 60.0);
    }

    @Test
    void isForThoseWhoMayLook() {
        assertThat(RestClient.nobody(base).get("metrics").status()).isEqualTo(401);
    }

    /** @return the samples by name and labels */
    private static Map<String, Double> read(String text) {
        assertThat(text).endsWith("\n");
        Map<String, Double> samples = new TreeMap<>();
        Set<String> families = new HashSet<>();
        for (String line : text.split("\n")) {
            if (line.startsWith("# TYPE")) {
                Matcher type = TYPE.matcher(line);
                assertThat(type.matches()).as(line).isTrue();
                assertThat(families.add(type.group(1)))
                        .as("told twice: " + line)
                        .isTrue();
            } else if (!line.startsWith("# HELP ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                String family = sample.group(1).replaceFirst("_(bucket|sum|count)$", "");
                assertThat(families).as(line).containsAnyOf(family, sample.group(1));
                String key = line.substring(0, line.lastIndexOf(' '));
                assertThat(samples.put(key, number(sample.group(3))))
                        .as("twice: " + line)
                        .isNull();
            }
        }
        return samples;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}

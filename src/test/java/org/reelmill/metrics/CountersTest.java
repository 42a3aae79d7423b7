package org.reelmill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reelmill.thumbnail.Thumbnail.Kind;
import org.reelmill.thumbnail.ThumbnailReady;

class CountersTest {

    private final Counters counters = new Counters();

    @Test
    void previewsAreCountedWithTheTimeThatTheyTook() throws IOException {
        counters.preview(new ThumbnailReady("films", Kind.FILM, Optional.of(Duration.ofMillis(1500))));
        counters.preview(new ThumbnailReady("films", Kind.FILM, Optional.of(Duration.ofMillis(500))));
        counters.preview(new ThumbnailReady("films", Kind.IMAGE, Optional.empty()));

        assertThat(text().lines())
                .contains(
                        "reelmill_previews_total{kind=\"film\",result=\"made\"} 2.0",
                        "reelmill_previews_total{kind=\"film\",result=\"refused\"} 0.0",
                        "reelmill_previews_total{kind=\"image\",result=\"refused\"} 1.0",
                        "reelmill_preview_seconds_bucket{kind=\"film\",le=\"1.0\"} 1",
                        "reelmill_preview_seconds_sum{kind=\"film\"} 2.0",
                        "reelmill_preview_seconds_count{kind=\"image\"} 0");
    }

    private String text() throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        counters.register(registry);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.DEFAULT);
        return out.toString(StandardCharsets.UTF_8);
    }
}

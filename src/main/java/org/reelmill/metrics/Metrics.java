package org.reelmill.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What this node tells a Prometheus: what it did since its start, how it stands now, and how the whole mill stands. */
@ApplicationScoped
public class Metrics {

    /** Of what {@link #text} returns. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counters counters;
    private final Gauges gauges;

    @Inject
    Metrics(Counters counters, Gauges gauges) {
        this.counters = counters;
        this.gauges = gauges;
    }

    /** For CDI's proxy. */
    protected Metrics() {
        this(null, null);
    }

    @PostConstruct
    void register() {
        counters.register(registry);
        gauges.register(registry);
        JvmMetrics.builder().register(registry);
    }

    /** In Prometheus' text format 0.0.4. Asks the database at most every two seconds, however many ask. */
    public String text() {
        gauges.refresh();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape(), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}

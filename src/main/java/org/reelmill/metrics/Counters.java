package org.reelmill.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Locale;
import java.util.stream.Collectors;
import org.reelmill.pipeline.AttemptChanged;
import org.reelmill.pipeline.SegmentMade;
import org.reelmill.pipeline.TaskKind;
import org.reelmill.pipeline.TaskTrouble;
import org.reelmill.pipeline.Verdict;
import org.reelmill.thumbnail.Thumbnail;
import org.reelmill.thumbnail.ThumbnailReady;

/** What happened on this node since it started. Only what was committed counts. */
@ApplicationScoped
public class Counters {

    private static final double MILLIS = 1000.0;
    private static final String MADE = "made";
    private static final String REFUSED = "refused";

    private final Counter claims = Counter.builder()
            .name("reelmill_claims_total")
            .help("Tasks that this node claimed")
            .labelNames("kind")
            .build();

    private final Counter retries = Counter.builder()
            .name("reelmill_retries_total")
            .help("Tasks that this node claimed and that were claimed before, by whomever")
            .labelNames("kind")
            .build();

    private final Counter ended = Counter.builder()
            .name("reelmill_attempts_ended_total")
            .help("Attempts at tasks whose end this node recorded; lost are leases that were not renewed")
            .labelNames("kind", "verdict")
            .build();

    private final Counter troubles = Counter.builder()
            .name("reelmill_task_troubles_total")
            .help("Work of this node that led to no result that counts; late are results that the fence refused")
            .labelNames("kind", "cause")
            .build();

    private final Histogram segments = Histogram.builder()
            .name("reelmill_segment_seconds")
            .help("Time to encode a segment, by the codecs that are made in one go")
            .labelNames("codec")
            .classicOnly()
            .classicUpperBounds(1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800)
            .build();

    private final Counter film = Counter.builder()
            .name("reelmill_segment_film_seconds_total")
            .help("Film that these segments play; divided by the time to encode them, how many times real time that is")
            .labelNames("codec")
            .build();

    private final Counter previews = Counter.builder()
            .name("reelmill_previews_total")
            .help("Previews that this node made, or found that there can be none of their files")
            .labelNames("kind", "result")
            .build();

    private final Histogram previewSeconds = Histogram.builder()
            .name("reelmill_preview_seconds")
            .help("Time to make a preview, from its file to its pictures")
            .labelNames("kind")
            .classicOnly()
            .classicUpperBounds(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
            .build();

    void register(PrometheusRegistry registry) {
        for (TaskKind kind : TaskKind.values()) {
            // a rate needs a first value
            claims.initLabelValues(word(kind));
            retries.initLabelValues(word(kind));
            for (Verdict verdict : Verdict.values()) {
                ended.initLabelValues(word(kind), word(verdict));
            }
            for (TaskTrouble.Cause cause : TaskTrouble.Cause.values()) {
                troubles.initLabelValues(word(kind), word(cause));
            }
        }
        for (Thumbnail.Kind kind : Thumbnail.Kind.values()) {
            previews.initLabelValues(word(kind), MADE);
            previews.initLabelValues(word(kind), REFUSED);
            previewSeconds.initLabelValues(word(kind));
        }
        registry.register(claims);
        registry.register(retries);
        registry.register(ended);
        registry.register(troubles);
        registry.register(segments);
        registry.register(film);
        registry.register(previews);
        registry.register(previewSeconds);
    }

    void attempt(@Observes(during = TransactionPhase.AFTER_SUCCESS) AttemptChanged change) {
        if (change.verdict() != null) {
            ended.labelValues(word(change.kind()), word(change.verdict())).inc();
            return;
        }
        claims.labelValues(word(change.kind())).inc();
        if (change.fence() > 1) {
            retries.labelValues(word(change.kind())).inc();
        }
    }

    void trouble(@Observes(during = TransactionPhase.AFTER_SUCCESS) TaskTrouble trouble) {
        troubles.labelValues(word(trouble.kind()), word(trouble.cause())).inc();
    }

    void segment(@Observes(during = TransactionPhase.AFTER_SUCCESS) SegmentMade made) {
        String codec = made.codecs().stream().map(Counters::word).sorted().collect(Collectors.joining("+"));
        segments.labelValues(codec).observe(made.encoding().toMillis() / MILLIS);
        film.labelValues(codec).inc(made.film().toMillis() / MILLIS);
    }

    void preview(@Observes(during = TransactionPhase.AFTER_SUCCESS) ThumbnailReady ready) {
        previews.labelValues(word(ready.kind()), ready.making().isPresent() ? MADE : REFUSED)
                .inc();
        ready.making()
                .ifPresent(
                        making -> previewSeconds.labelValues(word(ready.kind())).observe(making.toMillis() / MILLIS));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

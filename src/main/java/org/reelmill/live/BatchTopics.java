package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.reelmill.operator.BatchConsole;
import org.reelmill.operator.BatchExecution;
import org.reelmill.operator.ExecutionSummary;
import org.reelmill.shared.Json;
import org.reelmill.shared.NotFoundException;

/**
 * {@code batch}, for the list: the rows of the executions that changed. {@code execution/{number}}, for the page of one: by the
 * mark whether anything else is to be seen; with each beat as well, because the counts of a step are in no event.
 */
@ApplicationScoped
public class BatchTopics implements LiveTopic {

    private static final String LIST = "batch";
    private static final String ONE = "execution/";

    /** Executions of one message; who shows more reads them at his next look. */
    private static final int MOST = 200;

    private final BatchConsole console;

    @Inject
    BatchTopics(BatchConsole console) {
        this.console = console;
    }

    /** For CDI's proxy. */
    protected BatchTopics() {
        this(null);
    }

    @Override
    public boolean covers(String topic) {
        return topic.equals(LIST) || executionOf(topic).isPresent();
    }

    @Override
    public Optional<String> news(String topic, List<LiveEvent> events) {
        List<Long> changed = events.stream()
                .filter(event -> event.type() == EventType.EXECUTION)
                .map(event -> Long.valueOf(event.subject()))
                .distinct()
                .limit(MOST)
                .toList();
        OptionalLong one = executionOf(topic);
        if (one.isEmpty()) {
            return changed.isEmpty() ? Optional.empty() : Optional.of(rows(console.some(changed)));
        }
        return events.isEmpty() || changed.contains(one.getAsLong()) ? mark(one.getAsLong()) : Optional.empty();
    }

    private Optional<String> mark(long execution) {
        try {
            String mark = console.get(execution).mark();
            return Optional.of(Json.object().add("mark", mark).build().toString());
        } catch (NotFoundException e) {
            // it was removed; whoever still looks at it keeps what he has
            return Optional.empty();
        }
    }

    private static String rows(List<ExecutionSummary> summaries) {
        JsonArrayBuilder rows = Json.array();
        summaries.forEach(summary -> rows.add(row(summary)));
        return Json.object().add("executions", rows).build().toString();
    }

    private static JsonObjectBuilder row(ExecutionSummary summary) {
        BatchExecution execution = summary.execution();
        JsonObjectBuilder row = Json.object()
                .add("id", execution.id())
                .add("state", summary.silent() ? "SILENT" : execution.state().name());
        execution.ended().map(Instant::toString).ifPresent(ended -> row.add("ended", ended));
        return row;
    }

    private static OptionalLong executionOf(String topic) {
        return topic.matches(ONE + "[1-9][0-9]{0,17}")
                ? OptionalLong.of(Long.parseLong(topic.substring(ONE.length())))
                : OptionalLong.empty();
    }
}

package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.transaction.Transactional;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.node.Node;
import org.reelmill.node.NodeMarks;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.NodeReport;
import org.reelmill.pipeline.NodeWork;
import org.reelmill.pipeline.NodeWorks;
import org.reelmill.shared.Json;

/**
 * {@code nodes}, for the list, and {@code node/{uuid}}, for the page of one: what they have in hand, and by the mark whether
 * anything else is to be seen. News come with each beat as well: a node that falls silent tells nobody.
 */
@ApplicationScoped
@Transactional
public class NodeTopics implements LiveTopic {

    private static final String LIST = "nodes";
    private static final String ONE = "node/";

    private final NodeRegistry nodes;
    private final NodeWorks works;
    private final NodeMarks marks;

    @Inject
    NodeTopics(NodeRegistry nodes, NodeWorks works, NodeMarks marks) {
        this.nodes = nodes;
        this.works = works;
        this.marks = marks;
    }

    /** For CDI's proxy. */
    protected NodeTopics() {
        this(null, null, null);
    }

    @Override
    public boolean covers(String topic) {
        return topic.equals(LIST) || LiveTopic.uuidAfter(ONE, topic).isPresent();
    }

    @Override
    public Optional<String> news(String topic, List<LiveEvent> events) {
        if (!events.isEmpty() && events.stream().noneMatch(NodeTopics::isAboutNodes)) {
            return Optional.empty();
        }
        Optional<UUID> one = LiveTopic.uuidAfter(ONE, topic);
        List<NodeReport> reports =
                one.map(node -> nodes.findReport(node).stream().toList()).orElseGet(nodes::reports);
        String mark =
                one.map(node -> marks.of(node, reports.stream().findFirst())).orElseGet(() -> marks.of(reports));
        Map<UUID, List<NodeWork>> byNode = works.byNode();
        JsonArrayBuilder rows = Json.array();
        reports.forEach(report ->
                rows.add(row(report.node(), byNode.getOrDefault(report.node().uuid(), List.of()))));
        return Optional.of(
                Json.object().add("mark", mark).add("nodes", rows).build().toString());
    }

    /** Attempts as well: they are the work of a node. */
    private static boolean isAboutNodes(LiveEvent event) {
        return event.type() == EventType.NODE || event.type() == EventType.ATTEMPT;
    }

    private static JsonObjectBuilder row(Node node, List<NodeWork> work) {
        JsonArrayBuilder pieces = Json.array();
        work.forEach(piece -> pieces.add(Json.object()
                .add("job", piece.job().toString())
                .add("film", piece.film())
                .add("part", piece.part())
                .add("percent", piece.percent())));
        JsonObjectBuilder row = Json.object()
                .add("uuid", node.uuid().toString())
                .add("slots", node.slots())
                .add("lastSeen", node.lastAccess().toInstant(ZoneOffset.UTC).toString())
                .add("work", pieces);
        node.job().ifPresent(job -> row.add("job", job.toString()));
        return row;
    }
}

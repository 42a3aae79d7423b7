package org.reelmill.node.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.omnifaces.cdi.ViewScoped;
import org.omnifaces.util.Faces;
import org.reelmill.node.NodeMarks;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.NodeReport;
import org.reelmill.node.NodeSteering;
import org.reelmill.shared.view.PageMessages;

/** The nodes as they stand now, and what can be done with one or several of them. */
@Named
@ViewScoped
public class NodesBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Parameter of the boxes; the value of each is the uuid of its node. */
    private static final String TICKED = "nodes";

    private final NodeRegistry nodes;
    private final NodeMarks marks;
    private final NodeSteering steering;
    private final List<Result> results = new ArrayList<>();

    /** For CDI's proxy. */
    protected NodesBacking() {
        this(null, null, null);
    }

    @Inject
    public NodesBacking(NodeRegistry nodes, NodeMarks marks, NodeSteering steering) {
        this.nodes = nodes;
        this.marks = marks;
        this.steering = steering;
    }

    /** What became of one of several. @param refusal in the language of the page; empty when it was done */
    public record Result(String name, String refusal) implements Serializable {}

    public List<NodeReport> getNodes() {
        return nodes.reports();
    }

    /** Another one when the list has something else to show. */
    public String getMark() {
        return marks.of(nodes.reports());
    }

    /** Does it with one node. */
    public void act(String action, String node) {
        if (PageMessages.attempt(
                "", () -> steering.steer(NodeSteering.Action.valueOf(action), UUID.fromString(node)))) {
            PageMessages.info("node.done." + action);
        }
    }

    /** Does it with every node that is ticked now, and with no other; each has its own result. */
    public void actOnChosen(String action) {
        results.clear();
        Set<String> ticked = Set.of(Objects.requireNonNullElse(Faces.getRequestParameterValues(TICKED), new String[0]));
        Map<UUID, String> names = new LinkedHashMap<>();
        nodes.all().stream()
                .filter(node -> ticked.contains(node.uuid().toString()))
                .forEach(node -> names.put(node.uuid(), node.name()));
        if (names.isEmpty()) {
            PageMessages.warn("node.nothingChosen");
            return;
        }
        steering.steer(NodeSteering.Action.valueOf(action), List.copyOf(names.keySet()))
                .forEach(result -> results.add(new Result(
                        names.get(result.subject()),
                        result.refusal().map(PageMessages::say).orElse(""))));
    }

    public List<Result> getResults() {
        return results;
    }

    public NodeSteering.Action[] getActions() {
        return NodeSteering.Action.values();
    }
}

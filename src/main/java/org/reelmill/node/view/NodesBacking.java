package org.reelmill.node.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.omnifaces.cdi.ViewScoped;
import org.reelmill.node.Node;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.NodeReport;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.view.PageMessages;

/** The nodes as they stand now, and what can be done with one or several of them. */
@Named
@ViewScoped
public class NodesBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private final NodeRegistry nodes;
    private final Map<String, Boolean> chosen = new HashMap<>();
    private final List<Result> results = new ArrayList<>();

    /** For CDI's proxy. */
    protected NodesBacking() {
        this(null);
    }

    @Inject
    public NodesBacking(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    /** What can be done with a node; the last part of the keys of its texts. */
    public enum Action {
        AUTHORISE,
        DEAUTHORISE,
        DRAIN,
        UNDRAIN,
        TERMINATE
    }

    /** What became of one of several. @param refusal empty when it was done */
    public record Result(String name, String refusal) implements Serializable {}

    public List<NodeReport> getNodes() {
        return nodes.reports();
    }

    /** Does it with one node. */
    public void act(String action, UUID node) {
        if (PageMessages.attempt("", () -> perform(Action.valueOf(action), node))) {
            PageMessages.info("node.done." + action);
        }
    }

    /** Does it with every node that is ticked now, and with no other; each has its own result. */
    public void actOnChosen(String action) {
        results.clear();
        for (NodeReport report : nodes.reports()) {
            Node node = report.node();
            if (Boolean.TRUE.equals(chosen.get(node.uuid().toString()))) {
                results.add(resultOf(Action.valueOf(action), node));
            }
        }
        if (results.isEmpty()) {
            PageMessages.warn("node.nothingChosen");
        }
    }

    /** Ticks all of them, or none. */
    public void choose(boolean all) {
        chosen.clear();
        if (all) {
            nodes.reports().forEach(report -> chosen.put(report.node().uuid().toString(), true));
        }
    }

    private Result resultOf(Action action, Node node) {
        try {
            perform(action, node.uuid());
            return new Result(node.name(), "");
        } catch (NotFoundException e) {
            return new Result(node.name(), Objects.toString(e.getMessage(), ""));
        }
    }

    private void perform(Action action, UUID node) {
        switch (action) {
            case AUTHORISE -> nodes.authorise(node);
            case DEAUTHORISE -> nodes.deauthorise(node, "By an operator");
            case DRAIN -> nodes.drain(node, true);
            case UNDRAIN -> nodes.drain(node, false);
            case TERMINATE -> nodes.terminate(node);
        }
    }

    /** By uuid: whether its box is ticked. */
    public Map<String, Boolean> getChosen() {
        return chosen;
    }

    public List<Result> getResults() {
        return results;
    }

    public Action[] getActions() {
        return Action.values();
    }
}

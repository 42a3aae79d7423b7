package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.node.Hindrance;
import org.reelmill.node.Node;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.settings.Stage;
import org.reelmill.settings.WorkFolders;

/** What this node may do now, by its flags, the policies, its version, its encoders, its folders and their space. */
@ApplicationScoped
public class NodeDuty {

    private final NodeRegistry nodes;
    private final NodeTrial trial;
    private final WorkFolders folders;
    private final Space space;

    /** Whether this node was in the register at a time when nobody told all nodes to leave. */
    private volatile boolean settled;

    private volatile Told told = new Told(null, List.of());

    @Inject
    NodeDuty(NodeRegistry nodes, NodeTrial trial, WorkFolders folders, Space space) {
        this.nodes = nodes;
        this.trial = trial;
        this.folders = folders;
        this.space = space;
    }

    /** For CDI's proxy. */
    protected NodeDuty() {
        this(null, null, null, null);
    }

    /** What was written into the node's row last. */
    private record Told(UUID node, List<Hindrance> hindrances) {}

    /**
     * Whether it shall leave between tasks (S4.22). That all nodes shall is said to those that are there: one that joins later
     * stays, takes nothing, and says why (D4.16).
     *
     * @param row as it is in the register
     */
    boolean shallLeave(Optional<Node> row, PolicyValues values) {
        boolean all = values.isOn(Policy.TERMINATE_ALL);
        settled |= !all;
        return all && settled || row.map(Node::terminating).orElse(false);
    }

    /** Whether it must prove its encoders before it takes more work; known at once. */
    boolean mustProve() {
        return trial.due();
    }

    /** Whether there was no room for this stage a moment ago; known at once. */
    boolean rests(Stage stage) {
        return space.rests(stage);
    }

    /** What keeps it from its roles now, of each role at most one thing. */
    List<Hindrance> hindrances(ThisNode self, PolicyValues values) {
        Optional<String> newer = nodes.findNewer(self).map(other -> besideNewer(other, self));
        return self.roles().stream()
                .sorted()
                .map(stage -> newer.map(why -> new Hindrance(stage, Hindrance.Code.VERSION, why))
                        .or(() -> hindrance(stage, self, values)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Lets everybody see what hinders this node. */
    void tell(ThisNode self, List<Hindrance> hindrances) {
        Told telling = new Told(self.uuid(), hindrances);
        if (!telling.equals(told)) {
            nodes.hinder(self.uuid(), hindrances);
            told = telling;
        }
    }

    private static String besideNewer(Node newer, ThisNode self) {
        return "Node " + newer.name() + " runs version " + newer.version().orElseThrow() + " and this one "
                + self.version() + ": it finishes what it has in hand and takes nothing new";
    }

    private Optional<Hindrance> hindrance(Stage stage, ThisNode self, PolicyValues values) {
        if (self.encoder().isEmpty()) {
            return Optional.of(
                    new Hindrance(stage, Hindrance.Code.ENCODER, "No encoder works on this node, see its log"));
        }
        if (values.isOn(Policy.TERMINATE_ALL) && !settled) {
            return Optional.of(new Hindrance(
                    stage,
                    Hindrance.Code.LEAVING,
                    "It joined while the policy " + Policy.TERMINATE_ALL.key() + " was on"));
        }
        if (trial.due()) {
            return Optional.of(new Hindrance(
                    stage, Hindrance.Code.ENCODER, "A task failed on it, and it proves its encoders now"));
        }
        return folders.findProblem(stage)
                .map(problem -> new Hindrance(stage, Hindrance.Code.FOLDER, problem))
                .or(() -> space.hindrance(stage));
    }
}

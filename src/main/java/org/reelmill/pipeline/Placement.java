package org.reelmill.pipeline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.reelmill.node.Hindrance;
import org.reelmill.node.Node;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.NodeReport;
import org.reelmill.pipeline.WaitingReason.Code;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.Stage;

/** Which of the registered nodes can take a job's work, and why the others cannot. */
@ApplicationScoped
public class Placement {

    private final NodeRegistry nodes;
    private final Policies policies;

    @Inject
    Placement(NodeRegistry nodes, Policies policies) {
        this.nodes = nodes;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Placement() {
        this(null, null);
    }

    /** Why no node takes this work, a reason for each kind of hindrance; empty when one can. */
    List<WaitingReason> reasons(PipelineJob job, TaskKind kind) {
        List<NodeReport> staff = nodes.reports().stream()
                .filter(report -> report.node().roles().contains(kind.stage()))
                .toList();
        if (staff.isEmpty()) {
            return List.of(new WaitingReason(
                    Code.NO_NODE,
                    "No node with the role " + kind.stage().word() + " is connected",
                    "Start a server whose REELMILL_NODE_ROLES has "
                            + kind.stage().word()));
        }
        List<WaitingReason> reasons = staff.stream()
                .map(report -> reason(report, job, kind))
                .flatMap(Optional::stream)
                .toList();
        return reasons.size() < staff.size() ? List.of() : oneOfEach(reasons);
    }

    /** Those of the codecs that none of the nodes encodes that are there; none while no node is there. */
    List<String> unknown(List<String> codecs) {
        Set<String> able = nodes.all().stream()
                .filter(node -> node.roles().contains(Stage.TRANSCODE))
                .flatMap(node -> node.abilities().codecs().stream())
                .collect(Collectors.toSet());
        return able.isEmpty() ? List.of() : Suitability.lacking(codecs, able);
    }

    private static List<WaitingReason> oneOfEach(List<WaitingReason> reasons) {
        return reasons.stream().collect(groupingBy(WaitingReason::code, TreeMap::new, toList())).values().stream()
                .map(alike -> alike.size() == 1
                        ? alike.get(0)
                        : new WaitingReason(
                                alike.get(0).code(),
                                alike.get(0).text() + " (and so it is with " + (alike.size() - 1) + " more)",
                                alike.get(0).remedy()))
                .toList();
    }

    private Optional<WaitingReason> reason(NodeReport report, PipelineJob job, TaskKind kind) {
        return byState(report)
                .or(() -> report.node().hindrance(kind.stage()).map(hindrance -> hindered(report.node(), hindrance)))
                .or(() -> kind == TaskKind.TRANSCODE ? byEncoder(report.node(), job) : Optional.empty());
    }

    private Optional<WaitingReason> byState(NodeReport report) {
        Node node = report.node();
        String name = "Node " + node.name();
        String why = node.reason().map(reason -> ": " + reason).orElse("");
        return Optional.ofNullable(
                switch (report.state()) {
                    case SILENT ->
                        new WaitingReason(
                                Code.NODE_SILENT,
                                "%s has given no sign of life for %d s; it is removed after %d s"
                                        .formatted(
                                                name,
                                                report.silentSeconds(),
                                                policies.current().number(Policy.NODE_TIMEOUT)),
                                "Start its server again");
                    case LEAVING ->
                        new WaitingReason(Code.LEAVING, name + " was told to leave", "Start its server again");
                    case ON_TRIAL ->
                        new WaitingReason(
                                Code.SUSPENDED,
                                name + " proves its encoders before it works again" + why,
                                "Nothing needs to be done: it works when it has passed");
                    case SUSPENDED ->
                        new WaitingReason(Code.SUSPENDED, name + " is suspended" + why, "Authorise " + node.name());
                    case DEAUTHORISED ->
                        new WaitingReason(
                                Code.DEAUTHORISED, name + " is not authorised" + why, "Authorise " + node.name());
                    case DRAINING, DRAINED ->
                        new WaitingReason(
                                Code.DRAINING, name + " is drained", "Let " + node.name() + " take work again");
                    case HINDERED, WORKING, IDLE -> null;
                });
    }

    private static WaitingReason hindered(Node node, Hindrance hindrance) {
        String text = "Node " + node.name() + ": " + hindrance.text();
        return switch (hindrance.code()) {
            case FOLDER ->
                new WaitingReason(
                        Code.FOLDER, text, "Mount the folder, or make it writable; the node notices by itself");
            case SPACE -> new WaitingReason(Code.NO_SPACE, text, "Make room there; the node notices by itself");
            case ENCODER -> new WaitingReason(Code.NO_ENCODER, text, "See the log of the node, and REELMILL_FFMPEG");
            case LEAVING ->
                new WaitingReason(Code.LEAVING, text, "Set the policy " + Policy.TERMINATE_ALL.key() + " to 0");
        };
    }

    private static Optional<WaitingReason> byEncoder(Node node, PipelineJob job) {
        List<String> lacking =
                Suitability.lacking(job.codecs(), node.abilities().codecs());
        if (!lacking.isEmpty()) {
            String codecs = String.join(", ", lacking);
            return Optional.of(new WaitingReason(
                    Code.NO_CODEC,
                    "Node " + node.name() + " does not encode " + codecs,
                    "Start a node that encodes " + codecs + ", or make the outputs inactive that need it"));
        }
        return job.encoder()
                .filter(build -> !build.equals(node.encoder()))
                .map(build -> new WaitingReason(
                        Code.NO_ENCODER,
                        "Node " + node.name() + " has another build of the encoder than the job was begun with",
                        "Start a node with that build, or cancel the job and try it again, which begins anew"));
    }
}

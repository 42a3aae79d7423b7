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
import org.reelmill.shared.Sentence;

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
                    Sentence.of("pipeline.waiting.noNode", kind.stage().word()),
                    Sentence.of("pipeline.remedy.role", kind.stage().word())));
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
                                Sentence.of(
                                        "pipeline.waiting.andMore", alike.get(0).text(), alike.size() - 1),
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
        return Optional.ofNullable(
                switch (report.state()) {
                    case SILENT ->
                        new WaitingReason(
                                Code.NODE_SILENT,
                                Sentence.of(
                                        "pipeline.waiting.silent",
                                        node.name(),
                                        report.silentSeconds(),
                                        policies.current().number(Policy.NODE_TIMEOUT)),
                                Sentence.of("pipeline.remedy.restart"));
                    case LEAVING ->
                        new WaitingReason(
                                Code.LEAVING,
                                Sentence.of("pipeline.waiting.leaving", node.name()),
                                Sentence.of("pipeline.remedy.restart"));
                    case ON_TRIAL ->
                        new WaitingReason(
                                Code.SUSPENDED,
                                because(node, "pipeline.waiting.onTrial"),
                                Sentence.of("pipeline.remedy.passes"));
                    case SUSPENDED ->
                        new WaitingReason(
                                Code.SUSPENDED,
                                because(node, "pipeline.waiting.suspended"),
                                Sentence.of("pipeline.remedy.authorise", node.name()));
                    case DEAUTHORISED ->
                        new WaitingReason(
                                Code.DEAUTHORISED,
                                because(node, "pipeline.waiting.deauthorised"),
                                Sentence.of("pipeline.remedy.authorise", node.name()));
                    case DRAINING, DRAINED ->
                        new WaitingReason(
                                Code.DRAINING,
                                Sentence.of("pipeline.waiting.drained", node.name()),
                                Sentence.of("pipeline.remedy.undrain", node.name()));
                    case HINDERED, WORKING, IDLE -> null;
                });
    }

    /** With the reason that the node has for it, if it has one. */
    private static Sentence because(Node node, String key) {
        Sentence what = Sentence.of(key, node.name());
        return node.reason()
                .map(reason -> Sentence.of("pipeline.waiting.why", what, Sentence.recorded(reason)))
                .orElse(what);
    }

    private static WaitingReason hindered(Node node, Hindrance hindrance) {
        Sentence text = Sentence.of("pipeline.waiting.hindered", node.name(), Sentence.recorded(hindrance.text()));
        return switch (hindrance.code()) {
            case VERSION -> new WaitingReason(Code.VERSION, text, Sentence.of("pipeline.remedy.version", node.name()));
            case FOLDER -> new WaitingReason(Code.FOLDER, text, Sentence.of("pipeline.remedy.folder"));
            case SPACE -> new WaitingReason(Code.NO_SPACE, text, Sentence.of("pipeline.remedy.space"));
            case ENCODER -> new WaitingReason(Code.NO_ENCODER, text, Sentence.of("pipeline.remedy.encoder"));
            case LEAVING ->
                new WaitingReason(
                        Code.LEAVING, text, Sentence.of("pipeline.remedy.setPolicy", Policy.TERMINATE_ALL.key(), 0));
        };
    }

    private static Optional<WaitingReason> byEncoder(Node node, PipelineJob job) {
        List<String> lacking =
                Suitability.lacking(job.codecs(), node.abilities().codecs());
        if (!lacking.isEmpty()) {
            String codecs = String.join(", ", lacking);
            return Optional.of(new WaitingReason(
                    Code.NO_CODEC,
                    Sentence.of("pipeline.waiting.noCodec", node.name(), codecs),
                    Sentence.of("pipeline.remedy.codec", codecs)));
        }
        return job.encoder()
                .filter(build -> !build.equals(node.encoder()))
                .map(build -> new WaitingReason(
                        Code.NO_ENCODER,
                        Sentence.of("pipeline.waiting.otherBuild", node.name()),
                        Sentence.of("pipeline.remedy.build")));
    }
}

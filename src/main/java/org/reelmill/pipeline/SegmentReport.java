package org.reelmill.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * A segment as people and programs look at it, whether its row is still there or only its entry in the certificate.
 *
 * @param outputs the renditions that it is encoded for already
 * @param node name of the node that has it now, or that finished it
 * @param attempt how often it was claimed, which is the fence of its last claim
 * @param framesDone pictures encoded so far
 * @param fps pictures a second of the attempt in hand, or of the one that succeeded
 * @param failures failed attempts, those included whose node died
 */
public record SegmentReport(
        int part,
        TaskStatus status,
        List<String> outputs,
        Optional<String> node,
        long attempt,
        long frames,
        long framesDone,
        Optional<Double> fps,
        int failures,
        Optional<String> reason) {

    static SegmentReport of(Certificate.SegmentProof proof) {
        return new SegmentReport(
                proof.part(),
                TaskStatus.COMPLETED,
                proof.parts().stream().map(Certificate.PartProof::rendition).toList(),
                Optional.of(proof.node()).filter(node -> !node.isEmpty()),
                proof.attempt(),
                proof.frames(),
                proof.frames(),
                // certificates of earlier versions do not have it
                Optional.of(proof.fps()).filter(fps -> fps > 0),
                0,
                Optional.empty());
    }
}

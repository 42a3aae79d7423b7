package org.reelmill.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A segment with all that is known of it.
 *
 * @param cells one for each rendition
 * @param attempts the latest first
 */
public record SegmentDetail(SegmentReport segment, List<Cell> cells, List<Attempt> attempts) {

    private static final int BITS_A_BYTE = 8;

    /**
     * A segment in one rendition.
     *
     * @param attempt fence of the claim that made it
     * @param bitsPerSecond empty while it is not made, or its length is not known
     */
    public record Cell(
            String output,
            TaskStatus status,
            Optional<Long> attempt,
            Optional<Long> frames,
            Optional<Long> bytes,
            Optional<Long> bitsPerSecond,
            Optional<String> sha256) {

        private static Cell of(String output, Part part) {
            double seconds = part.seconds().value();
            return new Cell(
                    output,
                    TaskStatus.COMPLETED,
                    Optional.of(part.fence()),
                    Optional.of(part.frames()),
                    Optional.of(part.bytes()),
                    Optional.of(seconds)
                            .filter(length -> length > 0)
                            .map(length -> Math.round(part.bytes() * BITS_A_BYTE / length)),
                    Optional.of(part.sha256()));
        }

        private static Cell missing(String output, TaskStatus status) {
            return new Cell(
                    output,
                    status,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    static SegmentDetail of(SegmentReport segment, List<String> outputs, List<Part> parts, List<Attempt> attempts) {
        var made = parts.stream().collect(Collectors.toMap(Part::rendition, Function.identity()));
        List<Cell> cells = outputs.stream()
                .map(output -> made.containsKey(output)
                        ? Cell.of(output, made.get(output))
                        : Cell.missing(output, segment.status()))
                .toList();
        return new SegmentDetail(segment, cells, attempts);
    }

    static SegmentDetail of(Certificate certificate, Certificate.SegmentProof proof, List<Attempt> attempts) {
        double fps = certificate.source().frames() / certificate.source().duration();
        List<Cell> cells = proof.parts().stream()
                .map(part -> new Cell(
                        part.rendition(),
                        TaskStatus.COMPLETED,
                        Optional.of(proof.attempt()),
                        Optional.of(part.frames()),
                        Optional.of(part.bytes()),
                        Optional.of(fps * BITS_A_BYTE * part.bytes() / proof.frames())
                                .filter(Double::isFinite)
                                .map(Math::round),
                        Optional.of(part.sha256())))
                .toList();
        return new SegmentDetail(SegmentReport.of(proof), cells, attempts);
    }
}

package org.reelmill.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Segments by renditions at a glance, small enough for thousands of them.
 *
 * @param outputs names of the renditions, in the order of their bits
 * @param rows one for each segment: part, status (S4.2), the renditions that are made as bits (the first one is 1), failures,
 *     attempts, percent of the attempt in hand
 */
public record SegmentMap(List<String> outputs, List<int[]> rows) {

    private static final int WHOLE = 100;

    static SegmentMap of(List<String> outputs, List<TranscodeTask> tasks, Map<Long, List<Part>> parts) {
        return new SegmentMap(
                outputs,
                tasks.stream()
                        .map(task -> new int[] {
                            task.part(),
                            task.status().code(),
                            bits(
                                    outputs,
                                    parts.getOrDefault(task.id(), List.of()).stream()
                                            .map(Part::rendition)
                                            .toList()),
                            task.failures() + task.crashes(),
                            (int) task.fence(),
                            percent(task)
                        })
                        .toList());
    }

    static SegmentMap of(Certificate certificate) {
        List<String> outputs =
                certificate.films().stream().map(Certificate.Film::rendition).toList();
        int all = bits(outputs, outputs);
        List<int[]> rows = new ArrayList<>();
        for (Certificate.SegmentProof proof : certificate.segments()) {
            rows.add(new int[] {proof.part(), TaskStatus.COMPLETED.code(), all, 0, (int) proof.attempt(), WHOLE});
        }
        return new SegmentMap(outputs, rows);
    }

    private static int bits(List<String> outputs, List<String> made) {
        int bits = 0;
        for (int i = 0; i < outputs.size(); i++) {
            bits |= made.contains(outputs.get(i)) ? 1 << i : 0;
        }
        return bits;
    }

    private static int percent(TranscodeTask task) {
        return task.frames() == 0 ? 0 : (int) Math.min(WHOLE, WHOLE * task.framesDone() / task.frames());
    }
}

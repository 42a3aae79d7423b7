package org.reelmill.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.shared.LogTail;
import org.reelmill.simulation.Beans;

/** Lines of a node's log, as they come back. */
class NodeLogRepositoryTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path home;

    @Test
    void linesThatWereStoredTogetherComeBackInTheirOrder() throws Exception {
        NodeLogRepository log =
                new Beans(Beans.inMemory(home, "nodelog", Map.of()), Map.of()).get(NodeLogRepository.class);
        UUID node = UUID.randomUUID();
        List<LogTail.Line> lines = IntStream.range(0, 50)
                .mapToObj(second -> new LogTail.Line(NOON.plusSeconds(second), "INFO", "line " + second))
                .toList();

        log.add(node, lines, 1000);

        assertThat(log.latest(node, 50))
                .extracting(NodeLogLine::message)
                .containsExactlyElementsOf(IntStream.range(0, 50)
                        .mapToObj(second -> "line " + (49 - second))
                        .toList());
    }
}

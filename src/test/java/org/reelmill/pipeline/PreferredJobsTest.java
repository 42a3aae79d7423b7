package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.reelmill.node.Farm;

/** Found by attack: a node that always took the k-th of many jobs never came to the first. */
class PreferredJobsTest {

    private static final long AGEING = 600;
    private static final List<QueueRepository.OpenJob> JOBS = LongStream.range(0, 90)
            .mapToObj(id -> new QueueRepository.OpenJob(id, id, AGEING, 10))
            .toList();

    @Test
    void oneNodeTakesTheOldestFirst() {
        assertThat(order(1, 0)).isSorted();
        assertThat(order(1, 57)).isSorted();
    }

    @Test
    void nodesBeginAtDifferentJobsAndOneOfThemAtTheFirst() {
        assertThat(IntStream.range(0, 4).mapToObj(place -> order(4, place).get(0)))
                .containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void whatIsMoreUrgentComesFirstForAll() {
        List<QueueRepository.OpenJob> jobs = List.of(
                new QueueRepository.OpenJob(7, 0, AGEING, 10),
                new QueueRepository.OpenJob(3, AGEING, AGEING, 10),
                new QueueRepository.OpenJob(4, AGEING + 1, AGEING, 10));

        assertThat(Claims.preferred(jobs, farm(3, 2)))
                .extracting(QueueRepository.OpenJob::jobId)
                .containsExactly(7L, 3L, 4L);
    }

    private static List<Long> order(int nodes, int place) {
        return Claims.preferred(JOBS, farm(nodes, place)).stream()
                .map(QueueRepository.OpenJob::jobId)
                .toList();
    }

    private static Farm farm(int nodes, int place) {
        return new Farm(nodes, nodes, 0, 0, place);
    }
}

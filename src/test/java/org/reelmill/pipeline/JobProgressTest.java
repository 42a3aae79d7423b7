package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reelmill.pipeline.SegmentRepository.Counts;

class JobProgressTest {

    private static final Counts HALF_ENCODED = new Counts(4, 2, 0, 1, 100, 50);

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "CANCELLED", "REJECTED"})
    void whatWasGivenUpStaysWhereItWas(JobStatus status) {
        assertThat(JobProgress.of(status, HALF_ENCODED).percent()).isEqualTo(50);
        assertThat(JobProgress.of(status, Counts.NONE).percent()).isEqualTo(5);
        assertThat(JobProgress.of(JobStatus.COMPLETED, Counts.NONE).percent()).isEqualTo(100);
    }
}

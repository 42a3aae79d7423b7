package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStatusTest {

    /** S4.1, and the three that Reelmill adds. */
    @Test
    void keepsTheCodesThatThirdPartiesRead() {
        Map<String, Integer> codes =
                Stream.of(JobStatus.values()).collect(Collectors.toMap(Enum::name, JobStatus::code));

        assertThat(codes)
                .isEqualTo(Map.of(
                        "IMPORTED", 0,
                        "INGESTING", 1,
                        "TRANSCODING", 2,
                        "TRANSCODED", 3,
                        "EXPORTING", 4,
                        "COMPLETED", 5,
                        "ERROR", 13,
                        "CANCELLED", 14,
                        "REJECTED", 15));
    }

    @ParameterizedTest
    @EnumSource
    void readsItsOwnCode(JobStatus status) {
        assertThat(JobStatus.of(status.code())).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateHasAnExitOrIsAnEnd(JobStatus status) {
        boolean hasExit = Stream.of(JobStatus.values()).anyMatch(status::mayBecome);

        assertThat(hasExit || status.ended()).isTrue();
    }

    /** S4.48 and S4.31. */
    @Test
    void goesBackOnlyToBeHealedRolledBackOrRevived() {
        assertThat(JobStatus.EXPORTING.mayBecome(JobStatus.TRANSCODING)).isTrue();
        assertThat(JobStatus.INGESTING.mayBecome(JobStatus.IMPORTED)).isTrue();
        assertThat(JobStatus.ERROR.mayBecome(JobStatus.IMPORTED)).isTrue();
        assertThat(JobStatus.COMPLETED.mayBecome(JobStatus.IMPORTED)).isFalse();
        assertThat(JobStatus.TRANSCODING.mayBecome(JobStatus.COMPLETED)).isFalse();
    }
}

package org.reelmill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {

    /** The names and values that third-party front ends know. */
    @Test
    void keepsTheShippedPoliciesOfTheOldEngine() {
        Map<String, String> defaults =
                Stream.of(Policy.values()).collect(Collectors.toMap(Policy::key, Policy::defaultValue));

        assertThat(defaults)
                .containsAllEntriesOf(Map.of(
                        "ingestEnabled", "1",
                        "transcodeEnabled", "1",
                        "exportEnabled", "1",
                        "terminateAll", "0",
                        "nodeTimeout", "900",
                        "verifyDuringIngest", "1",
                        "failureTolerance", "3"));
    }

    @ParameterizedTest
    @EnumSource
    void acceptsItsOwnDefault(Policy policy) {
        assertThat(policy.accepts(policy.defaultValue())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ingestEnabled, maybe",
        "ingestEnabled, 2",
        "nodeTimeout, -1",
        "nodeTimeout, soon",
        "nodeTimeout, 99999999999",
        "leaseSeconds, 4",
        "failureTolerance, 0",
        "failureTolerance, \u0661",
        "nodeFailures, 1",
        "nodeFailureWindow, 59",
        "nodeCoolDown, -1",
        "minFreeSpace, much",
        "segmentLength, often",
        "nodeTimeout, 0",
        "outputName, {stem}.mp4",
        "outputName, film.mp4",
        "outputName, .{stem}{maxY}.mp4",
        "outputName, tmp-{stem}{maxY}.mp4",
        "outputName, {stem}{maxY}{foo}.mp4",
        "outputName, ../{stem}.mp4",
        "outputName, {stem}.sh",
        "registerRole, ADMIN",
    })
    void refusesWhatDoesNotFit(String key, String value) {
        Policy policy = Policy.find(key).orElseThrow();

        assertThat(policy.accepts(value)).isFalse();
        assertThatThrownBy(() -> PolicyValues.defaults().with(policy, value))
                .hasMessageContaining(policy.expected().english());
    }

    @ParameterizedTest
    @CsvSource({"1, true", "TRUE, true", "yes, true", "On, true", "0, false", "False, false", "no, false", "off, false"
    })
    void readsBooleansOneWay(String text, boolean expected) {
        assertThat(PolicyValues.defaults().with(Policy.TERMINATE_ALL, text).isOn(Policy.TERMINATE_ALL))
                .isEqualTo(expected);
    }
}

package org.reelmill.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftwareVersionTest {

    @Test
    void theBuildNamesTheVersionOfThisProgram() {
        assertThat(SoftwareVersion.current()).isGreaterThan(SoftwareVersion.UNTOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "1.20.3", "2.0.0-SNAPSHOT"})
    void isReadAsItIsWritten(String text) {
        assertThat(version(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1.2", "1.2.3.4", "1.2.x", "1.2.3-rc1", "v1.2.3", "9999999999.0.0", "${project.version}"
            })
    void whatIsNoVersionIsNone(String text) {
        assertThat(SoftwareVersion.find(text)).isEmpty();
    }

    @Test
    void aVersionIsAfterTheBuildsOnTheWayToIt() {
        List<SoftwareVersion> ordered = Stream.of(
                        "0.9.9", "1.0.0-SNAPSHOT", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0")
                .map(SoftwareVersionTest::version)
                .toList();

        assertThat(ordered).isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.0, 1.2.7, true",
        "1.2.0, 1.3.4, true",
        "1.3.4, 1.2.0, true",
        "1.3.0-SNAPSHOT, 1.2.0, true",
        "1.2.0, 1.4.0, false",
        "1.4.0, 1.2.0, false",
        "1.2.0, 2.2.0, false"
    })
    void neighboursDifferByOneInTheSecondNumber(String one, String other, boolean neighbours) {
        assertThat(version(one).neighbours(version(other))).isEqualTo(neighbours);
    }

    private static SoftwareVersion version(String text) {
        return SoftwareVersion.find(text).orElseThrow();
    }
}

package org.reelmill.conversion.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRangeTest {

    @ParameterizedTest
    @CsvSource({"bytes=0-9, 0, 9", "bytes=90-, 90, 99", "bytes=90-500, 90, 99", "bytes=-10, 90, 99", "bytes=-500, 0, 99"
    })
    void readsOneRange(String header, long from, long to) {
        assertThat(FileRange.read(header, 100)).contains(new FileRange(from, to));
        assertThat(new FileRange(from, to).isBeyond(100)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=1"})
    void ignoresWhatIsNoSingleRange(String header) {
        assertThat(FileRange.read(header, 100)).isEmpty();
        assertThat(FileRange.read(null, 100)).isEmpty();
    }

    @Test
    void knowsWhatLiesBeyondTheFile() {
        assertThat(FileRange.read("bytes=100-", 100).orElseThrow().isBeyond(100))
                .isTrue();
        assertThat(FileRange.read("bytes=9-5", 100).orElseThrow().isBeyond(100)).isTrue();
        assertThat(FileRange.read("bytes=-0", 100).orElseThrow().isBeyond(100)).isTrue();
    }
}

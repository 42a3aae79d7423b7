package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamReaderTest {

    @Test
    void readsMatroskasClock() {
        assertThat(StreamReader.clock("01:01:02.500000000")).contains(3662.5);
    }

    /** Found by attack: anybody may write anything into a tag. */
    @Test
    void readsNoClockWhereThereIsNone() {
        assertThat(StreamReader.clock("999999999999:00:12")).isEmpty();
        assertThat(StreamReader.clock("soon")).isEmpty();
    }
}

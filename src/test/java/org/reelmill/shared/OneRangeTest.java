package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneRangeTest {

    @Test
    void passesOneSoundRangeOn() {
        assertThat(OneRange.sound("bytes=0-99", 1000)).isEqualTo("bytes=0-99");
        assertThat(OneRange.sound("bytes=500-", 1000)).isEqualTo("bytes=500-");
        assertThat(OneRange.sound("bytes=-5", 1000)).isEqualTo("bytes=-5");
    }

    @Test
    void cutsARangeFromTheEndToTheFile() {
        assertThat(OneRange.sound("bytes=-5000", 1000)).isEqualTo("bytes=-1000");
    }

    @Test
    void ignoresWhatIsNotOneRange() {
        for (String bad : new String[] {"bytes=-", "bytes=0-1,3-4", "bytes=9999999999999999999-", "items=0-1", "x"}) {
            assertThat(OneRange.sound(bad, 1000)).as(bad).isNull();
        }
    }
}

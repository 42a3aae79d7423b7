package org.reelmill.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.reelmill.shared.InvalidInputException;

class ChecksumsTest {

    private static final String HEX = "0f".repeat(32);
    private static final String DIGEST = "sha-256=:"
            + Base64.getEncoder().encodeToString(java.util.HexFormat.of().parseHex(HEX)) + ":";

    @Test
    void readsEitherHeader() {
        assertThat(Checksums.read(null, null)).isEmpty();
        assertThat(Checksums.read(null, HEX.toUpperCase())).contains(HEX);
        assertThat(Checksums.read(DIGEST, null)).contains(HEX);
        assertThat(Checksums.read("unixsum=:AAA=:, " + DIGEST, HEX)).contains(HEX);
    }

    @Test
    void refusesWhatItCannotCheck() {
        for (String bad : new String[] {"", "sha-512=:AA==:", "sha-256=:AA==:", "sha-256=:!!:", "sha-256=AA"}) {
            assertThatThrownBy(() -> Checksums.read(bad, null)).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> Checksums.read(null, "0f")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Checksums.read(DIGEST, "00".repeat(32))).isInstanceOf(InvalidInputException.class);
    }
}

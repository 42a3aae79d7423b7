package org.reelmill.conversion.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.reelmill.shared.InvalidInputException;

class NewItemDtoTest {

    private static NewItemDto read(String json) {
        return NewItemDto.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void takesTheNamesOfTheModelAndThoseOfOlderClients() {
        String sum = "AB".repeat(64);

        NewItemDto clean = read("{\"client_id\":\"c\",\"file_name\":\"a.mp4\",\"conversion_type\":\"x265\","
                + "\"file_size\":5000000000,\"sha512_checksum\":\"" + sum + "\"}");
        NewItemDto old = read("{\"client\":\"c\",\"original_file_name\":\"a.mp4\",\"type\":\"x265\","
                + "\"size\":\"5000000000\",\"checksum\":\"" + sum + "\"}");

        assertThat(old).isEqualTo(clean);
        assertThat(clean.wish().bytes()).isEqualTo(5_000_000_000L);
        assertThat(clean.sha512Checksum()).contains(sum.toLowerCase(Locale.ROOT));
    }

    @Test
    void namesWhatIsMissingOrNotKnown() {
        assertThatThrownBy(() -> read("{\"file_name\":\"a.mp4\",\"file_size\":1}"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("conversion_type"));
        assertThatThrownBy(() -> read("{\"filename\":\"a.mp4\"}"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("filename"));
        assertThatThrownBy(() -> read("{\"file_name\":\"a\",\"conversion_type\":\"x\",\"file_size\":\"1.5\"}"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("file_size"));
    }
}

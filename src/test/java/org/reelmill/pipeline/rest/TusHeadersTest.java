package org.reelmill.pipeline.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.shared.InvalidInputException;

class TusHeadersTest {

    @Test
    void readsPairsOfNamesAndValues() {
        assertThat(TusHeaders.metadata(
                        "filename " + base64("Ä film.mp4") + ",is_confidential, type " + base64("video/mp4")))
                .containsEntry("filename", "Ä film.mp4")
                .containsEntry("is_confidential", "")
                .containsEntry("type", "video/mp4");
        assertThat(TusHeaders.metadata(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"filename !!", "filename a b", "a YQ==,a YQ==", ",", "filename /w=="})
    void refusesMetadataThatCannotBeRead(String header) {
        assertThatThrownBy(() -> TusHeaders.metadata(header)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void readsChecksumsOfEachKind() throws Exception {
        for (String[] names : new String[][] {{"sha1", "SHA-1"}, {"sha256", "SHA-256"}, {"md5", "MD5"}}) {
            byte[] sum = MessageDigest.getInstance(names[1]).digest("film".getBytes(UTF_8));
            assertThat(TusHeaders.checksum(names[0] + " " + Base64.getEncoder().encodeToString(sum)))
                    .hasValueSatisfying(it -> assertThat(it.wanted()).isEqualTo(sum))
                    .hasValueSatisfying(it -> assertThat(it.digest().digest("film".getBytes(UTF_8)))
                            .isEqualTo(sum));
        }
        assertThat(TusHeaders.checksum(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32 AAAA", "sha1", "sha1 !!", ""})
    void refusesAChecksumThatItCannotCheck(String header) {
        assertThatThrownBy(() -> TusHeaders.checksum(header)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "", "9999999999999999999"})
    void refusesWhatIsNoNumberOfBytes(String value) {
        assertThatThrownBy(() -> TusHeaders.bytes("Upload-Length", value)).isInstanceOf(InvalidInputException.class);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}

package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidsTest {

    private static final UUID UUID_WITH_SIGN_BITS = UUID.fromString("f0e1d2c3-b4a5-4697-8899-aabbccddeeff");

    @Test
    void survivesTheWayThroughBytes() {
        byte[] bytes = Uuids.toBytes(UUID_WITH_SIGN_BITS);

        assertThat(bytes).hasSize(16).startsWith(0xf0, 0xe1).endsWith(0xee, 0xff);
        assertThat(Uuids.fromBytes(bytes)).isEqualTo(UUID_WITH_SIGN_BITS);
    }

    @Test
    void survivesTheWayThroughDigits() {
        assertThat(Uuids.toHex(UUID_WITH_SIGN_BITS)).isEqualTo("f0e1d2c3b4a546978899aabbccddeeff");
        assertThat(Uuids.fromHex("F0E1D2C3B4A546978899AABBCCDDEEFF")).isEqualTo(UUID_WITH_SIGN_BITS);
    }

    @Test
    void refusesWhatIsNoUuid() {
        assertThatIllegalArgumentException().isThrownBy(() -> Uuids.fromBytes(new byte[15]));
        assertThatIllegalArgumentException().isThrownBy(() -> Uuids.fromHex("../../etc/passwd"));
        assertThatIllegalArgumentException().isThrownBy(() -> Uuids.fromHex("+" + "0".repeat(31)));
    }

    @Test
    void isConvertedForTheDatabaseBothWaysAndLeavesNullAlone() {
        UuidConverter converter = new UuidConverter();

        assertThat(converter.convertToEntityAttribute(converter.convertToDatabaseColumn(UUID_WITH_SIGN_BITS)))
                .isEqualTo(UUID_WITH_SIGN_BITS);
        assertThat(converter.convertToDatabaseColumn(null)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isNull();
    }
}

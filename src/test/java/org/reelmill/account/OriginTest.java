package org.reelmill.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost",
        "127.8.9.1, 127.0.0.1",
        "::1, [::1]",
        "0:0:0:0:0:0:0:1, localhost",
        "::1%lo, localhost"
    })
    void isLocalOverTheLoopbackAddress(String address, String host) {
        assertThat(new Origin(address, host, false).local()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, localhost",
        "128.0.0.1, localhost",
        "2001:db8::1, localhost",
        "localhost, localhost",
        "127.0.0.1, evil.example",
        "127.0.0.1, localhost.evil.example"
    })
    void isNotLocalFromElsewhereOrUnderAnotherName(String address, String host) {
        assertThat(new Origin(address, host, false).local()).isFalse();
    }

    @Test
    void isNotLocalWhenAProxyPassedItOn() {
        assertThat(new Origin("127.0.0.1", "localhost", true).local()).isFalse();
    }

    @Test
    void countsAnIpv6NetworkAsOne() {
        assertThat(RemoteAddress.network("2001:db8:1:2::5")).isEqualTo(RemoteAddress.network("2001:db8:1:2:ffff::9"));
        assertThat(RemoteAddress.network("2001:db8:1:2::5")).isNotEqualTo(RemoteAddress.network("2001:db8:1:3::5"));
        assertThat(RemoteAddress.network("192.0.2.7")).isEqualTo("192.0.2.7");
    }
}

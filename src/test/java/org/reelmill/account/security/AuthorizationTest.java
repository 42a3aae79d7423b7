package org.reelmill.account.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    @Test
    void splitsBasicAtTheFirstColonAndReadsUtf8() {
        assertThat(Authorization.parse("basic " + encoded("zoë:a:b"))).isEqualTo(new Authorization.Basic("zoë", "a:b"));
    }

    @Test
    void readsABearerToken() {
        assertThat(Authorization.parse("Bearer  rm_x")).isEqualTo(new Authorization.Bearer("rm_x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic %", "Basic bm9jb2xvbg==", "Basic //8=", "Digest a=b"})
    void refusesWhatIsNeither(String header) {
        assertThat(Authorization.parse(header)).isEqualTo(new Authorization.Unusable());
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}

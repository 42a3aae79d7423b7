package org.reelmill.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/jobs", "/jobs/1?a=b&c=d", "/library?path=/films"})
    void keepsAPageOfThisServer(String path) {
        assertThat(ReturnPath.orHome(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "evil.example",
                "/\t/evil.example",
                "/jobs\r\nSet-Cookie: a=b",
                "/login",
                "/logout?x",
                "/api/v1/me",
                "",
                "/"
            })
    void goesHomeInsteadOfElsewhere(String path) {
        assertThat(ReturnPath.orHome(path)).isEqualTo(ReturnPath.HOME);
    }
}

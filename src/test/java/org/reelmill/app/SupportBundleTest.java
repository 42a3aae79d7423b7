package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportBundleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    REELMILL_DB_PASSWORD = S3cret | REELMILL_DB_PASSWORD = [redacted]
                    {"password":"S3cret","user":"a"} | {"password":"[redacted]","user":"a"}
                    jdbc:mysql://db/x?user=a&password=S3cret&b=c | jdbc:mysql://db/x?user=a&password=[redacted]&b=c
                    jdbc:mysql://mill:S3cret@db/reelmill | jdbc:mysql://[redacted]@db/reelmill
                    Authorization: Bearer abcdef0123456789 | Authorization: Bearer [redacted]
                    Authorization: Basic YWRtaW46cw== | Authorization: Basic [redacted]
                    sent bearer abcdef0123456789 to | sent bearer [redacted] to
                    Cookie: REELMILL=abc123; other=1 | Cookie: REELMILL=[redacted]; other=1
                    api_key=S3cret token: S3cret2 | api_key=[redacted] token: [redacted]
                    job 12 of film.mp4 failed: no space | job 12 of film.mp4 failed: no space
                    """)
    void takesOutWhatIsCalledLikeASecret(String line, String told) {
        assertThat(SupportBundle.redacted(line)).isEqualTo(told);
    }
}

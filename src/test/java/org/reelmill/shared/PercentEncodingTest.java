package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class PercentEncodingTest {

    /** Found by attack: the address of a film that macOS named led nowhere. */
    @Test
    void anAddressLeadsToTheVeryName() {
        String decomposed = "/renditions/1/e\u0301t\u00e9 & 100 % + ?.mp4";

        String address = PercentEncoding.ofPath(decomposed);

        assertThat(address).isEqualTo("/renditions/1/e%CC%81t%C3%A9%20%26%20100%20%25%20%2B%20%3F.mp4");
        assertThat(URI.create(address).getPath()).isEqualTo(decomposed);
    }
}

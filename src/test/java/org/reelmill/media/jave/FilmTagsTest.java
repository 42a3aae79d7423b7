package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilmTagsTest {

    @ParameterizedTest
    @CsvSource({"eng, eng", "de, deu", "en-US, eng", "'', und", "English, und", "xx, und", "qaa, qaa"})
    void languagesHaveThreeLetters(String tagged, String written) {
        assertThat(FilmTags.language(tagged)).isEqualTo(written);
    }

    @Test
    void aStreamWithoutTitleGetsNone() {
        assertThat(FilmTags.stream("a:0", "eng", " ", true))
                .containsExactly("-metadata:s:a:0", "language=eng", "-disposition:a:0", "default");
    }
}

package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SentenceTest {

    private static final Sentence RANGE = Sentence.of("shared.refusal.range", 16, 16384);

    @Test
    void saysTheSameInEachLanguage() {
        assertThat(RANGE.in(Locale.ENGLISH)).isEqualTo("must be 16 to 16384");
        assertThat(RANGE.in(Locale.GERMAN)).isEqualTo("muss 16 bis 16384 sein");
    }

    @Test
    void isEnglishForProgramsWhateverTheServerSpeaks() {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(new InvalidInputException("maxX", RANGE)).hasMessage("must be 16 to 16384");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void translatesWhatIsFilledInAsWell() {
        Sentence refusal = Sentence.of("settings.refusal.mustBe", Sentence.of("settings.expected.between", 5, 3600));

        assertThat(refusal.in(Locale.GERMAN)).isEqualTo("muss 5 bis 3600 sein");
    }

    @Test
    void leavesTextsOfPeopleAsTheyAre() {
        assertThat(Sentence.plain("it's {0}").in(Locale.GERMAN)).isEqualTo("it's {0}");
        assertThat(Sentence.of("pipeline.refusal.fileThere", "it's {0}").english())
                .contains("it's {0}");
    }

    @Test
    void takesOnlyLanguagesThatThereAre() {
        assertThat(Sentence.language("de")).isEqualTo(Locale.GERMAN);
        assertThat(Sentence.language("fr")).isEqualTo(Locale.ENGLISH);
        assertThat(Sentence.language(null)).isEqualTo(Locale.ENGLISH);
    }
}

package org.reelmill.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.shared.InvalidInputException;

class AccountRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a:b", "a\nb", "a\u200Bb"})
    void refusesANameThatNobodyCouldType(String name) {
        assertThatThrownBy(() -> AccountName.checked(name)).isInstanceOf(InvalidInputException.class);
    }

    /** Found by attack: a Cyrillic a looks like a Latin one. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0430da", "adm\u0456n", "al\u03bfis"})
    void refusesANameThatMixesScripts(String name) {
        assertThatThrownBy(() -> AccountName.checked(name)).hasMessageContaining("several scripts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada-2",
                "Zo\u00eb",
                "\u0410\u0434\u0430 2",
                "\u5c71\u7530\u305f\u308d\u3046",
                "\u674e\uae38\ub3d9"
            })
    void takesANameOfOneScript(String name) {
        assertThat(AccountName.checked(name)).isEqualTo(name);
    }

    @Test
    void comparesNamesWithoutRegardToCaseAndComposition() {
        assertThat(AccountName.key("ZOË")).isEqualTo(AccountName.key("zoe\u0308"));
        assertThat(AccountName.key("STRASSE")).isEqualTo(AccountName.key("straße"));
        assertThat(AccountName.key("zoe")).isNotEqualTo(AccountName.key("zoë"));
    }

    /** Found by attack: names wholly in Cyrillic or Greek that nobody can tell from Latin ones. */
    @ParameterizedTest
    @CsvSource({
        "\u0430\u0441\u0435, ace",
        "\u0421\u0410\u0420\u0410, CAPA",
        "\u03a4\u039f\u039c, TOM",
        "\u0455\u0441\u043e\u0440\u0435 7, scope 7"
    })
    void seesNamesThatLookTheSame(String name, String latin) {
        assertThat(AccountName.looks(name)).isEqualTo(AccountName.looks(latin));
        assertThat(AccountName.key(name)).isNotEqualTo(AccountName.key(latin));
    }

    @ParameterizedTest
    @CsvSource({"\u0430\u0434\u0430, ada", "\u043d\u043e, no", "ann, anna", "Zo\u00eb, zoe"})
    void tellsNamesApartThatLookDifferent(String name, String other) {
        assertThat(AccountName.looks(name)).isNotEqualTo(AccountName.looks(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "          ", "short", "Christabel", "christabel", "aaaaaaaaaaaa"})
    void refusesAPasswordThatIsEasilyGuessed(String password) {
        assertThatThrownBy(() -> PasswordRules.check("Christabel", password))
                .isInstanceOf(InvalidInputException.class)
                .extracting(it -> ((InvalidInputException) it).field())
                .isEqualTo("password");
    }

    @Test
    void demandsNoMixOfCharacters() {
        PasswordRules.check("ann", "abcdefghij");
    }

    @Test
    void makesAOneTimeCodeOfAHundredBitsThatForgivesHowItIsTyped() {
        FirstAdministratorCode code = new FirstAdministratorCode();
        assertThat(code.accepts(Optional.of("anything"))).isFalse();

        String shown = code.renew();

        assertThat(shown).matches("([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}");
        assertThat(code.accepts(Optional.of(" " + shown.toLowerCase().replace("-", ""))))
                .isTrue();
        assertThat(code.accepts(Optional.empty())).isFalse();
        assertThat(code.accepts(Optional.of(""))).isFalse();
        code.renew();
        assertThat(code.accepts(Optional.of(shown))).isFalse();
    }

    @Test
    void keepsOfATokenOnlyItsHash() {
        String token = RandomSecret.token();

        assertThat(token).startsWith("rm_").hasSize(46);
        assertThat(RandomSecret.token()).isNotEqualTo(token);
        assertThat(RandomSecret.hash(token)).matches("[0-9a-f]{64}").isEqualTo(RandomSecret.hash(token));
    }
}

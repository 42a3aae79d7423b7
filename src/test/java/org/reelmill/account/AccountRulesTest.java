package org.reelmill.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.shared.InvalidInputException;

class AccountRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a:b", "a\nb", "a\u200Bb"})
    void refusesANameThatNobodyCouldType(String name) {
        assertThatThrownBy(() -> AccountName.checked(name)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void comparesNamesWithoutRegardToCaseAndComposition() {
        assertThat(AccountName.key("ZOË")).isEqualTo(AccountName.key("zoe\u0308"));
        assertThat(AccountName.key("STRASSE")).isEqualTo(AccountName.key("straße"));
        assertThat(AccountName.key("zoe")).isNotEqualTo(AccountName.key("zoë"));
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

package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Found on a bare Debian: without a locale no film of another script can be milled, and nothing said why. */
class FileNamesTest {

    @Test
    void tellsWhatToDoWhereThereIsNoLocale() {
        assertThat(FileNames.problem("ANSI_X3.4-1968"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("LANG=C.UTF-8"));
        assertThat(FileNames.problem("no-such-encoding")).isPresent();
    }

    @Test
    void isQuietWhereAllCanBeNamed() {
        assertThat(FileNames.problem("UTF-8")).isEmpty();
    }
}

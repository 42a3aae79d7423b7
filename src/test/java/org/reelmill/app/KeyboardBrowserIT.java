package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.Visitor;

/** Somebody without a mouse. Nothing is clicked here. */
class KeyboardBrowserIT extends BrowserIT {

    /** Stops on a page, at the most. */
    private static final int LONGEST = 80;

    private RestClient admin;

    @BeforeEach
    void register() {
        admin = RestClient.administrator(base);
    }

    @AfterEach
    void switchIngestOn() {
        admin.setPolicy("ingestEnabled", JsonValue.TRUE);
    }

    @Test
    void signsInAndComesToAPageByItsLink() {
        browser.open("login").find("#username");
        reach("input#username");
        browser.focused().sendKeys(Visitor.ADMINISTRATOR);
        browser.tab();
        browser.focused().sendKeys(Visitor.PASSWORD);
        browser.press(Keys.ENTER).find("#menu");

        reach("a Nodes");
        browser.press(Keys.ENTER).see("The servers that do the work");
        assertThat(browser.path()).isEqualTo("/nodes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dashboard", "jobs", "nodes", "outputs", "policies", "batch", "users", "settings", "profile"})
    void seesWhereTheFocusIsAndComesToTheEndOfThePage(String page) {
        if (page.equals("profile")) {
            // more than a list shows at a time, so that it has pages
            IntStream.rangeClosed(0, 10).forEach(i -> admin.post("v1/tokens", "{\"name\":\"focus " + i + "\"}"));
        }
        browser.signInAsAdministrator(base).open(page).find("h1");
        assertThat(browser.all("[tabindex]:not([tabindex='0']):not([tabindex^='-'])"))
                .as("the order is that of the page")
                .isEmpty();

        List<String> hidden = new ArrayList<>();
        String stop = browser.tab();
        for (int i = 0; i < LONGEST && !stop.startsWith("body"); i++) {
            if (!isSeenSoon()) {
                hidden.add(stop);
            }
            stop = browser.tab();
        }
        assertThat(hidden).as("without a visible focus on " + page).isEmpty();
    }

    /** A row that just then is shown anew gets the focus back. */
    private boolean isSeenSoon() {
        try {
            await().atMost(Duration.ofSeconds(3)).until(browser::showsFocus);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    @Test
    void dialogsKeepTheFocusAndGiveItBack() {
        browser.signInAsAdministrator(base).open("users").find("h1");
        reach("button Add");
        browser.press(Keys.ENTER).find("#addDialog[open]");
        assertStaysIn("#addDialog");
        browser.press(Keys.ESCAPE);
        assertThat(browser.has("#addDialog[open]")).isFalse();
        assertThat(browser.focused().getDomAttribute("data-dialog")).isEqualTo("addDialog");
    }

    @Test
    void theDialogForANewJobAndAQuestionKeepTheFocusAndGiveItBack() {
        admin.setPolicy("ingestEnabled", JsonValue.FALSE);
        String uuid = admin.submitNoFilm("keys-" + UUID.randomUUID() + ".dat");
        browser.signInAsAdministrator(base).open("jobs").find("h1");
        reach("button New job");
        browser.press(Keys.ENTER).find("#new\\:source_input");
        assertStaysIn("#newJob");
        browser.press(Keys.ESCAPE);
        browser.seeNoMore("Film in the source folder");
        assertThat(browser.focused().getText()).isEqualTo("New job");

        browser.open("jobs/" + uuid).find("#job\\:delete");
        reach("button#job:delete Delete");
        browser.press(Keys.ENTER).see("Delete this job?");
        assertStaysIn("#confirmation");
        browser.press(Keys.ESCAPE);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("job:delete");
        // and a yes by the keyboard does it
        browser.press(Keys.ENTER).find("#confirmation[open]");
        reach("button Yes");
        browser.press(Keys.ENTER);
        await().until(() -> admin.get("v1/jobs/" + uuid).status() == 404);
    }

    private void reach(String wanted) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < LONGEST; i++) {
            String stop = browser.tab();
            passed.add(stop);
            if (stop.startsWith(wanted)) {
                return;
            }
        }
        assertThat(passed).as("stops of the focus").anyMatch(stop -> stop.startsWith(wanted));
    }

    /** However often Tab is pressed. A native dialog lets the focus go to the browser itself, and from there back. */
    private void assertStaysIn(String dialog) {
        List<String> outside = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            String stop = browser.tab();
            Object inside = browser.run(
                    "return document.activeElement === document.body || document.activeElement.closest(arguments[0]) !== null",
                    dialog);
            if (!Boolean.TRUE.equals(inside)) {
                outside.add(stop);
            }
        }
        assertThat(outside).isEmpty();
    }
}

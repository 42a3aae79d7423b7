package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.Visitor;

/** People, policies, outputs and settings, as somebody changes them who has only a browser. */
class AdministrationBrowserIT extends BrowserIT {

    private static final String PASSWORD = "a password for tests";

    private final String name = "u" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void signIn() {
        browser.signInAsAdministrator(base);
    }

    /** The other tests need the node. */
    @AfterEach
    void letTheNodesWork() {
        RestClient administrator = RestClient.administrator(base);
        administrator
                .get("v1/nodes")
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .forEach(node -> administrator.post("v1/nodes/" + node.getString("uuid") + "/undrain"));
    }

    @Test
    void anAccountIsMadeChangedAndDisabled() {
        browser.open("users").click("[data-dialog=addDialog]").type("#add\\:username", name);
        browser.type("#add\\:password", "short").click("#add\\:submit").see("at least 10 characters");
        assertThat(browser.find("#add\\:password").getDomAttribute("aria-invalid"))
                .isEqualTo("true");
        browser.check();
        browser.type("#add\\:password", PASSWORD).click("#add\\:submit").see("The account of " + name + " is ready");

        browser.type("#users\\:text", name);
        browser.click("#users\\:table tr:only-child .rm-row-head a").find("#access\\:disable");
        browser.choose("#change\\:role", "OPERATOR").click("#change\\:submit").see("The role was changed.");
        browser.click("#access\\:disable").see("Disable this account?").check();
        browser.click("#confirmation [data-answer=yes]").see("The account is disabled");
        browser.check();

        assertThat(browser.open("audit")
                        .type("#audit\\:subject", name)
                        .see("account.disable")
                        .text())
                .contains("account.create", "VIEWER to OPERATOR");
    }

    @Test
    void aQuestionThatIsAnsweredWithNoChangesNothing() {
        browser.open("policies")
                .click("#policies\\:unlock")
                .see("Unlock the policies?")
                .press(Keys.ESCAPE);

        assertThat(browser.has("#policies\\:review")).isFalse();
    }

    @Test
    void aTokenShowsItsSecretOnceAndIsRevoked() {
        browser.open("profile").click("[data-dialog=tokenDialog]").type("#token\\:name", name);
        browser.click("#token\\:submit").see("this is the only time");
        String secret = browser.find("#secret").getText();
        assertThat(secret).startsWith("rm_");

        browser.open("profile").see(name);
        assertThat(browser.text()).doesNotContain(secret);
        browser.click("#tokens .rm-last button")
                .click("#confirmation [data-answer=yes]")
                .see("The token was revoked.");
        browser.check();
    }

    @Test
    void aPolicyIsUnlockedComparedSavedAndTakenBack() {
        browser.open("policies");
        assertThat(browser.find("#policies input[inputmode=numeric]").isEnabled())
                .isFalse();
        browser.click("#policies\\:unlock").see("They are global").click("#confirmation [data-answer=yes]");
        String field = "#" + fieldOf("settleSeconds").replace(":", "\\:");

        browser.type(field, "-1")
                .click("#policies\\:review")
                .see("Must be a whole number")
                .check();
        browser.type(field, "6")
                .click("#policies\\:review")
                .see("Save these changes?")
                .check();
        browser.click("#diff\\:submit").see("Saved. All nodes follow");
        assertThat(policy("settleSeconds")).isEqualTo("6");

        browser.click("#policies .rm-last button").see("Take this change back?");
        browser.click("#confirmation [data-answer=yes]").see("The change was taken back.");
        assertThat(policy("settleSeconds")).isEqualTo("5");
    }

    /** The input of a policy has an id that its place gives. */
    private String fieldOf(String key) {
        browser.find("#policies\\:review");
        return String.valueOf(browser.run(
                "return [...document.querySelectorAll('.rm-policy')].find(it => it.textContent.includes(arguments[0]))"
                        + ".querySelector('input').id",
                key));
    }

    private String policy(String key) {
        return RestClient.administrator(base).get("v1/policies/" + key).json().getString("value");
    }

    @Test
    void anOutputIsAddedWithItsPreviewMovedAndRemoved() {
        browser.open("outputs").click("#outputs\\:add").find("#editor\\:maxX");
        browser.type("#editor\\:maxX", "426").type("#editor\\:maxY", "240").type("#editor\\:crf", "99");
        browser.see("240p60").check();
        browser.click("#editor\\:submit").see("must be 0 to 51");
        browser.type("#editor\\:crf", "28").click("#editor\\:submit").see("Saved. Jobs in work");
        browser.check();

        browser.click("button[aria-label='Move up: 240p60']");
        browser.find("button[aria-label='Move down: 240p60']:enabled");
        browser.click("button[aria-label='Remove: 240p60']").click("#confirmation [data-answer=yes]");
        browser.see("The output was removed.").seeNoMore("426 × 240");
    }

    @Test
    void aNodeIsDrainedAndTakesWorkAgainAndTellsItsLog() {
        browser.open("nodes")
                .click("button[aria-label^='Drain']")
                .see("The node finishes what it has in hand")
                .check();
        browser.click("#nodes\\:list input[type=checkbox]").see("End draining");
        browser.click("#nodes\\:bulk button:nth-of-type(6)").find(".rm-results .rm-note-good");
        browser.find("button[aria-label^='Drain']");

        browser.click("#nodes\\:list h2 a")
                .see("Last sign of life")
                .see("joined with roles")
                .check();
    }

    @Test
    void nothingHappensToNodesThatAreNotTicked() {
        browser.open("nodes").click("#nodes\\:none").click("#nodes\\:bulk button:nth-of-type(5)");

        browser.see("No node is ticked.");
    }

    @Test
    void registrationIsClosedAndOpenedAgain() {
        browser.open("settings").see("Registration is open").click("#registration\\:allowRegister");
        browser.click("#registration\\:submit").see("Saved.").seeNoMore("Registration is open");
        assertThat(policy("allowRegister")).isEqualTo("0");
        Browser stranger = Browser.stranger(base);
        assertThat(stranger.open("login").text()).contains("Sign in").doesNotContain("Register");
        assertThat(stranger.open("register").text()).contains("Registration is closed");

        browser.signInAsAdministrator(base).open("settings").click("#registration\\:allowRegister");
        browser.click("#registration\\:submit").see("Registration is open");
        assertThat(policy("allowRegister")).isEqualTo("1");
    }

    @Test
    void thePagesSpeakGermanToWhomeverWantsThat() {
        new Visitor(base).register(name, PASSWORD);
        Browser.stranger(base).signIn(name, PASSWORD);
        browser.open("profile")
                .choose("#looks\\:language", "DE")
                .click("#looks\\:submit")
                .see("Gesichert.");

        assertThat(browser.open("outputs").text()).contains("Ausgaben", "Betrachter");
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("de");
    }

    @Test
    void somebodyRegistersInTheDialogAndSignsIn() {
        Browser stranger = Browser.stranger(base);
        stranger.open("login").click("[data-dialog=registration]");
        stranger.type("#register\\:newUsername", name).type("#register\\:newPassword", "short");
        stranger.click("#register\\:submit").see("at least 10 characters").check();
        stranger.type("#register\\:newUsername", name).type("#register\\:newPassword", PASSWORD);
        stranger.click("#register\\:submit").see("Welcome, " + name).check();
        stranger.signIn(name, PASSWORD).see(name);
        assertThat(stranger.all("#menu .rm-nav a"))
                .extracting(it -> it.getDomAttribute("href"))
                .contains("/jobs");
        assertThat(stranger.text()).doesNotContain("Users", "Settings");
    }
}

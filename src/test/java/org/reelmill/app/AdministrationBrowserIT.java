package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
        String other = "o" + name.substring(1);
        browser.open("users?text=" + other).find(".rm-live[data-state=on]");
        RestClient.administrator(base)
                .post(
                        "v1/users",
                        "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"USER\"}".formatted(other, PASSWORD));
        browser.find("#users\\:table .rm-row-head a");

        browser.resize(Browser.PHONE).open("users");
        String order = "return document.querySelector('select.ui-reflow-dropdown')?.selectedOptions[0].text";
        await().until(() -> "–".equals(browser.run(order)));
        browser.resize(Browser.DESK).click("[data-dialog=addDialog]").type("#add\\:username", name);
        browser.type("#add\\:password", "short").click("#add\\:submit").see("at least 10 characters");
        assertThat(browser.find("#add\\:password").getDomAttribute("aria-invalid"))
                .isEqualTo("true");
        browser.check();
        browser.type("#add\\:password", PASSWORD).click("#add\\:submit").see("The account of " + name + " is ready");

        browser.type("#users\\:text", name);
        browser.click("#users\\:table tr:only-child .rm-row-head a").find("#access\\:disable");
        browser.checkInEveryForm("user");
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
        browser.find("#policies input[inputmode=numeric]:disabled");
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
        // as when somebody saves another policy while the question is open
        browser.run("window.asked = document.querySelector('#policies .rm-last button'); refreshPolicies()");
        await().until(() -> Boolean.FALSE.equals(browser.run("return window.asked.isConnected")));
        browser.click("#confirmation [data-answer=yes]").see("The change was taken back.");
        assertThat(policy("settleSeconds")).isEqualTo("5");
    }

    @Test
    void thePoliciesFollowWhatOthersDoUntilSomebodyEditsThem() {
        RestClient administrator = RestClient.administrator(base);
        browser.open("policies").find(".rm-live[data-state=on]");
        administrator.put("v1/policies/settleSeconds", "{\"value\":7}");
        await().until(() -> input("settleSeconds", "value").equals("7"));

        browser.click("#policies\\:unlock").click("#confirmation [data-answer=yes]");
        String field = "#" + fieldOf("settleSeconds").replace(":", "\\:");
        browser.type(field, "9");
        administrator.put("v1/policies/settleSeconds", "{\"value\":5}");
        browser.click("#policies\\:review").see("Save these changes?").click("#diff\\:submit");
        browser.see("Somebody has changed “Seconds without change after which a file counts as complete”");
        assertThat(policy("settleSeconds")).isEqualTo("5");
    }

    /** Found by attack: what was typed was lost, the page locked. */
    @Test
    void aPolicyThatWasTypedComesBackWhenTheSessionHasEnded() {
        browser.open("policies").click("#policies\\:unlock").click("#confirmation [data-answer=yes]");
        browser.type("#" + fieldOf("settleSeconds").replace(":", "\\:"), "8");

        browser.forgetSession().click("#policies\\:review").see("You are signed out");
        browser.type("#username", Visitor.ADMINISTRATOR)
                .type("#password", Visitor.PASSWORD)
                .click("#submit");

        await().until(() -> browser.has("#policies\\:review")
                && input("settleSeconds", "value").equals("8"));
        // asked for before it was unlocked, and answered late
        browser.run("refreshPolicies(); document.getElementById('policies:review').click()");
        browser.see("Save these changes?").press(Keys.ESCAPE);
        assertThat(input("settleSeconds", "value")).isEqualTo("8");
        browser.click("#policies\\:lock").find("#policies\\:unlock");
        await().until(() -> browser.run("return sessionStorage.getItem('rm-typed:/policies')") == null);
    }

    /** Found by attack: the server tells it to whatever page comes next. */
    @Test
    void aLateQuestionOfAPageThatWasLeftSaysNothingOnTheNextOne() {
        browser.open("policies").find("#policies\\:unlock");
        await().until(
                        () -> Boolean.TRUE.equals(
                                browser.run(
                                        """
                if (window.late === undefined) {
                  window.late = false;
                  const form = new FormData(document.getElementById("policies"));
                  form.set("jakarta.faces.ViewState", "-1:-1");
                  form.set("jakarta.faces.partial.ajax", "true");
                  fetch("/policies", { method: "POST", headers: { "Faces-Request": "partial/ajax" }, body: new URLSearchParams(form) })
                    .then((answer) => answer.text()).then((text) => { window.late = text.includes("<redirect"); });
                }
                return window.late;""")));

        browser.open("policies").find("#policies\\:unlock");
        assertThat(browser.text()).doesNotContain("had been open for too long");
    }

    /** The input of a policy has an id that its place gives. */
    private String fieldOf(String key) {
        browser.find("#policies\\:review");
        return input(key, "id");
    }

    private String input(String key, String property) {
        return String.valueOf(browser.run(
                "return [...document.querySelectorAll('.rm-policy')].find(it => it.textContent.includes(arguments[0]))"
                        + ".querySelector('input')[arguments[1]]",
                key,
                property));
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

        browser.click("button[aria-label='Edit: 240p60']").find("#editor\\:crf");
        browser.type("#editor\\:crf", "31").click("#editor\\:submit").see("Saved. Jobs in work");
        assertThat(browser.text()).contains("31");

        browser.click("button[aria-label='Move up: 240p60']");
        browser.find("button[aria-label='Move down: 240p60']:enabled");
        browser.click("button[aria-label='Remove: 240p60']").click("#confirmation [data-answer=yes]");
        browser.see("The output was removed.").seeNoMore("426 × 240");
    }

    /** Found by attack: it came back as a new output, with values that nobody had typed. */
    @Test
    void anEditComesBackToItsOutputWhenTheSessionHasEnded() {
        browser.open("outputs").click("button[aria-label='Edit: 1080p60']").find("#editor\\:crf");
        browser.type("#editor\\:crf", "19");

        browser.forgetSession().click("#editor\\:submit").see("You are signed out");
        browser.type("#username", Visitor.ADMINISTRATOR)
                .type("#password", Visitor.PASSWORD)
                .click("#submit");

        await().until(() -> "19".equals(browser.find("#editor\\:crf").getDomProperty("value")));
        assertThat(browser.find("#editor\\:maxX").getDomProperty("value")).isEqualTo("1920");
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
                .checkInEveryForm("node");
    }

    @Test
    void theNodesFollowWhatOthersDoAndKeepWhatIsTicked() {
        RestClient administrator = RestClient.administrator(base);
        String node = administrator
                .get("v1/nodes")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("uuid");
        browser.open("nodes").find(".rm-live[data-state=on]");
        browser.click("[data-tick='" + node + "']");

        administrator.post("v1/nodes/" + node + "/drain");
        browser.see("End draining");
        assertThat(browser.find("[data-tick='" + node + "']").isSelected()).isTrue();

        browser.open("nodes/" + node).find(".rm-live[data-state=on]");
        administrator.post("v1/nodes/" + node + "/undrain");
        browser.seeNoMore("Drained").check();
    }

    @Test
    void theOutputsFollowWhatOthersDo() {
        RestClient administrator = RestClient.administrator(base);
        browser.open("outputs").find(".rm-live[data-state=on]");

        long output = administrator
                .post("v1/outputs", "{\"maxX\":256,\"maxY\":144,\"active\":false}")
                .json()
                .getJsonNumber("id")
                .longValue();
        browser.see("256 × 144");
        administrator.delete("v1/outputs/" + output);
        browser.seeNoMore("256 × 144");
    }

    @Test
    void nothingHappensToNodesThatAreNotTicked() {
        browser.open("nodes").click("[data-tick-all=false]").click("#nodes\\:bulk button:nth-of-type(5)");

        browser.see("No node is ticked.");
    }

    @Test
    void theWebhooksFollowWhatOthersDo() {
        RestClient administrator = RestClient.administrator(base);
        String address = "http://127.0.0.1:9/" + name;
        browser.open("webhooks").find(".rm-live[data-state=on]");

        int webhook = administrator
                .post("v1/webhooks", "{\"url\":\"%s\",\"topics\":\"job.CANCELLED\"}".formatted(address))
                .json()
                .getInt("id");
        browser.see(address).check();
        administrator.delete("v1/webhooks/" + webhook);
        browser.seeNoMore(address);
    }

    /** Nobody listens at the address. */
    @Test
    void aWebhookIsAddedTestedChangedAndRemoved() {
        String address = "http://127.0.0.1:9/" + name;
        browser.open("webhooks").click("#webhooks\\:add").type("#editor\\:url", "ftp://127.0.0.1/");
        browser.click("#editor input[value='job.COMPLETED']")
                .click("#editor\\:submit")
                .see("begins with http://");
        browser.check();
        browser.type("#editor\\:url", address).click("#editor\\:submit").see("only time that its secret is shown");
        assertThat(browser.find("#secret").getText()).startsWith("whsec_");
        browser.checkInEveryForm("webhook");

        browser.click("[aria-label='Test: " + address + "']").see("It has not taken the test message");
        browser.click("[aria-label='Pause: " + address + "']").see("It is told of nothing new");
        browser.seeNoMore("only time that its secret is shown");
        browser.click("[aria-label='Edit: " + address + "']").type("#editor\\:url", address + "/b");
        browser.click("#editor\\:submit").see(address + "/b");
        // what is saved does not come back when the session ends
        await().until(() -> browser.run("return sessionStorage.getItem('rm-typed:/webhooks')") == null);
        browser.click("[aria-label='Remove: " + address + "/b']").see("Remove this webhook?");
        browser.click("#confirmation [data-answer=yes]")
                .see("The webhook is removed")
                .seeNoMore(address);
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

        browser.open("password")
                .type("#change\\:current", "not this one")
                .type("#change\\:wanted", "something quite new")
                .click("#change\\:submit")
                .see("Das jetzige Passwort ist falsch.");
    }

    @Test
    void whoSignsOutIsOutInEveryWindow() {
        browser.open("jobs").find(".rm-live[data-state=on]");
        browser.click("#logout\\:submit").see("Sign in");

        assertThat(browser.path()).isEqualTo("/login");
        browser.open("jobs");
        assertThat(browser.path()).isEqualTo("/login");
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

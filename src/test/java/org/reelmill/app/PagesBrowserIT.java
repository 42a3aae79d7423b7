package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;

/** What holds for every page: it fits a desk and a phone, in light and in dark, and shuts nobody out. */
class PagesBrowserIT extends BrowserIT {

    @Test
    void everyPageOfAStrangerFitsAndIsOpenToAll() {
        Stream.of("login", "register").forEach(this::checkInEveryForm);
    }

    @Test
    void everyPageOfTheMenuFitsAndIsOpenToAll() {
        browser.signInAsAdministrator(base);
        List<String> pages = browser.all("#menu a").stream()
                .map(link -> link.getDomAttribute("href").substring(1))
                .toList();

        assertThat(pages).contains("jobs", "profile");
        Stream.concat(pages.stream(), Stream.of("password", "logout")).forEach(this::checkInEveryForm);
    }

    /** Its words are longer. At night, because in English it is day. */
    @Test
    void everyPageFitsAPhoneInGerman() {
        signInAsAdministratorWhoReads("DE");
        browser.resize(Browser.PHONE).prefer("dark");
        Stream.of(
                        "dashboard",
                        "jobs",
                        "batch",
                        "batch/jobs",
                        "nodes",
                        "outputs",
                        "policies",
                        "users",
                        "audit",
                        "webhooks",
                        "settings",
                        "profile",
                        "password",
                        "logout")
                .forEach(page -> {
                    browser.open(page).find("h1");
                    browser.shoot(page.replace('/', '-') + "-390-de");
                    browser.check();
                });
    }

    @Test
    void noWordOfTheMenuIsCutInGerman() {
        signInAsAdministratorWhoReads("DE");
        browser.resize(Browser.DESK).open("watch").find("h1");
        browser.shoot("menu-1440-de");

        assertThat(browser.all("#menu .rm-nav .rm-nav-text")).isNotEmpty().allSatisfy(text -> assertThat(
                        browser.run("return arguments[0].scrollWidth <= arguments[0].clientWidth", text))
                .as(text.getText())
                .isEqualTo(true));
    }

    @Test
    void saysThatTheConnectionIsLostAndThatItIsBack() {
        browser.signInAsAdministrator(base).open("jobs").find(".rm-live[data-state=on]");
        browser.run(
                """
                window.realSocket = window.WebSocket;
                window.WebSocket = function () {
                    const socket = new EventTarget();
                    socket.close = () => {};
                    setTimeout(() => socket.dispatchEvent(new Event('close')));
                    return socket;
                };
                dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
                """);
        browser.find(".rm-live[data-state=off]");
        browser.see("Connection lost. Trying again.").check();

        browser.run("window.WebSocket = window.realSocket");
        browser.find(".rm-live[data-state=on]");
        browser.seeNoMore("Connection lost. Trying again.");
    }

    private void checkInEveryForm(String page) {
        browser.open(page).checkInEveryForm(page.replace('/', '-'));
    }

    @Test
    void aPageThatIsMissingHasItsLook() {
        browser.signInAsAdministrator(base).open("nothing-here").see("Not found");

        assertThat(browser.find(".rm-button").getCssValue("border-radius")).isEqualTo("8px");
    }

    @Test
    void aPhoneHasTheMenuBehindAButton() {
        browser.signInAsAdministrator(base).resize(Browser.PHONE).open("jobs");
        assertThat(browser.has("#menu")).isFalse();

        browser.click(".rm-menu-button").find("#menu");
        browser.shoot("menu-390-light").toFile();
        browser.check();
        browser.press(Keys.ESCAPE);

        assertThat(browser.has("#menu")).isFalse();
    }

    @Test
    void theKeyboardComesToTheContentFirst() {
        browser.signInAsAdministrator(base).open("jobs");
        browser.find("body").sendKeys(Keys.TAB);

        assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
        browser.press(Keys.ENTER);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("main");
    }

    @Test
    void aPageThatWasOpenForTooLongComesAnewWithWhatWasTyped() {
        browser.signInAsAdministrator(base).open("users").click("[data-dialog=addDialog]");
        browser.type("#add\\:username", "somebody new");
        browser.run("document.querySelectorAll(\"input[name='jakarta.faces.ViewState']\")"
                + ".forEach(it => { it.value = '-1:-1'; })");

        browser.click("#add\\:submit").see("had been open for too long");

        assertThat(browser.find("#add\\:username").getDomProperty("value")).isEqualTo("somebody new");
    }

    @Test
    void theChosenColoursAreRemembered() {
        browser.signInAsAdministrator(base).open("jobs");
        String before = scheme();

        browser.click("[data-theme-switch]");

        Awaitility.await().until(() -> !scheme().equals(before));
        // the page may come before the account remembers, but the choice is not lost by going there
        Awaitility.await().until(() -> {
            browser.open("jobs");
            return !scheme().equals(before);
        });
    }

    private String scheme() {
        return String.valueOf(browser.run("return getComputedStyle(document.documentElement).colorScheme"));
    }
}

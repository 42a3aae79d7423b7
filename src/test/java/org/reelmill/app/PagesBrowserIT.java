package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;

/** What holds for every page: it fits a desk and a phone, in light and in dark, and shuts nobody out. */
class PagesBrowserIT extends BrowserIT {

    private static final List<Browser.Size> SIZES = List.of(Browser.DESK, Browser.PHONE);
    private static final List<String> SCHEMES = List.of("light", "dark");

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

    private void checkInEveryForm(String page) {
        for (Browser.Size size : SIZES) {
            for (String scheme : SCHEMES) {
                browser.resize(size).prefer(scheme).open(page).find("h1");
                browser.shoot(String.format(Locale.ROOT, "%s-%d-%s", page.replace('/', '-'), size.width(), scheme));
                browser.check();
            }
        }
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
        org.awaitility.Awaitility.await().until(() -> !scheme().equals(before));
        browser.open("jobs");

        assertThat(scheme()).isNotEqualTo(before);
    }

    private String scheme() {
        return String.valueOf(browser.run("return getComputedStyle(document.documentElement).colorScheme"));
    }
}

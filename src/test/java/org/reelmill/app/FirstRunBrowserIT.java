package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.testing.Browser;
import org.reelmill.testing.ServerProcess;

/** A new installation, as its first visitor meets it: an own server with an empty database. */
@Tag("browser")
class FirstRunBrowserIT {

    private static final String NAME = "Ada";
    private static final String PASSWORD = "a password for tests";

    @TempDir
    Path folder;

    private ServerProcess server;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        Browser.missing().ifPresent(Assumptions::abort);
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createFile(home.resolve(".reelmill"));
        server = ServerProcess.in(
                Files.createDirectory(folder.resolve("server")),
                List.of("reelmill.home=" + home, "reelmill.sample=false", "reelmill.test.password.iterations=2000"));
        server.startUp();
        browser = Browser.stranger(server.url());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            browser.leave();
            server.kill();
        }
    }

    @Test
    void makesTheFirstWhoRegistersTheAdministratorAndShowsEmptyPagesThatSayWhatToDo() {
        browser.open("").see("Nobody has an account yet");
        assertThat(browser.path()).isEqualTo("/login");
        browser.checkInEveryForm("first-login");

        browser.click("[data-dialog=registration]")
                .type("#register\\:newUsername", NAME)
                .type("#register\\:newPassword", PASSWORD)
                .click("#register\\:submit")
                .see("You are the administrator");
        browser.signIn(NAME, PASSWORD).see("Administrator");
        List<String> pages = browser.all("#menu .rm-nav a").stream()
                .map(link -> link.getDomAttribute("href").substring(1))
                .toList();
        assertThat(pages).contains("users", "settings", "policies");

        for (String page : pages) {
            browser.open(page).checkInEveryForm("first-" + page);
        }
        browser.open("jobs").see("No films yet").see("New job");

        // the second one is only a visitor
        browser = Browser.stranger(server.url());
        assertThat(browser.open("login").text()).doesNotContain("Nobody has an account yet");
        browser.click("[data-dialog=registration]")
                .type("#register\\:newUsername", "Grace")
                .type("#register\\:newPassword", PASSWORD)
                .click("#register\\:submit")
                .see("Welcome, Grace");
        browser.signIn("Grace", PASSWORD).see("Viewer");
        assertThat(browser.open("users").text()).contains("Not allowed");
    }
}

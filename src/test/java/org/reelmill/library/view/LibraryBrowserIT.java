package org.reelmill.library.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.SourceFilms;

/** The page of the library, each test in a folder of its own. */
class LibraryBrowserIT extends BrowserIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MANY = 10_000;

    /** So many fit a window and what is around it. */
    private static final int MOST_ROWS = 150;

    private Path folder;
    private String name;

    @BeforeEach
    void makeAFolder() throws IOException {
        name = "page-" + UUID.randomUUID();
        folder = Files.createDirectories(Path.of(System.getProperty("reelmill.test.home"))
                .toAbsolutePath()
                .resolve("library")
                .resolve(name));
        write("Holidays 2026/beach/sunset.txt", "red and gold\n");
        write("Holidays 2026/mountains.md", "# Mountains\n");
        write("Archive.of.films/old.mkv", "no film at all");
        write("notes.txt", "what is in here\n");
        write("<img src=x onerror=alert(1)>.txt", "hostile name");
        write("a name that is far longer than thirty characters goes here.json", "{}");
        picture("lake.png", new Color(40, 110, 150));
        picture("forest.png", new Color(50, 120, 60));
        Files.copy(SourceFilms.Kind.H264_CLOSED.file(), folder.resolve("film.mp4"));
        browser.signInAsAdministrator(base);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void picture(String file, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 320, 200);
        graphics.setColor(colour.brighter());
        graphics.fillOval(200, 30, 70, 70);
        graphics.dispose();
        ImageIO.write(image, "png", folder.resolve(file).toFile());
    }

    private Browser open() {
        return open("");
    }

    private Browser open(String below) {
        browser.open("library?library=library&path=" + name + below).find("[role=option]");
        return browser;
    }

    private void awaitFocusOn(String path) {
        await().atMost(PATIENCE).until(() -> browser.has(tile(path) + ":focus"));
    }

    private static String tile(String path) {
        return "[role=option][data-path$='" + path + "']";
    }

    @Test
    void fitsDeskAndPhoneAndShutsNobodyOut() {
        open().see("film.mp4");
        await().atMost(PATIENCE).until(() -> !browser.text().contains("pending"));
        browser.click(tile("lake.png")).find("#bulk");
        browser.shoot("library-1440-light");
        browser.check();
        browser.resize(Browser.PHONE).prefer("dark").find("#bulk");
        browser.shoot("library-390-dark");
        browser.check();
        browser.resize(Browser.DESK).prefer("light");
        browser.click("#layout");
        browser.shoot("library-list-1440-light");
        browser.check();
        browser.click("#layout");
    }

    @Test
    void handsAndKeysChooseFirstAndOpenThen() {
        open().click(tile("Holidays 2026"));
        assertThat(browser.find(tile("Holidays 2026")).getDomAttribute("aria-selected"))
                .isEqualTo("true");
        browser.click(tile("Holidays 2026")).find(tile("mountains.md"));
        browser.click("#up").find(tile("film.mp4"));
        browser.doubleClick(tile("Holidays 2026")).find(tile("mountains.md"));
        awaitFocusOn("beach");
        browser.press(Keys.BACK_SPACE);
        awaitFocusOn("Holidays 2026");

        browser.click(tile("Holidays 2026")).click("[data-act=invalidate]").see("1 done, 0 refused");
        browser.click(tile("Archive.of.films"));
        browser.press(Keys.ENTER).find(tile("old.mkv"));
        browser.click(tile("old.mkv")).click("[data-act=convert]").see("1 done, 0 refused");
        browser.click(tile("old.mkv")).press(Keys.BACK_SPACE).find(tile("film.mp4"));
        browser.click(tile("film.mp4")).press(Keys.ARROW_RIGHT);
        WebElement focused = browser.focused();
        assertThat(focused.getDomAttribute("aria-selected")).isEqualTo("true");
        assertThat(browser.find(tile("film.mp4")).getDomAttribute("aria-selected"))
                .isEqualTo("false");
        browser.press(Keys.DELETE).click("#confirmation [data-answer=no]");

        browser.click(tile("notes.txt"));
        assertThat(browser.has("[data-act=convert]")).isFalse();
        browser.click(tile("notes.txt")).see("what is in here");
        browser.shoot("library-viewer-1440-light");
        browser.check();
        browser.press(Keys.ARROW_RIGHT).see("hostile name").press(Keys.ESCAPE);
        assertThat(browser.has("#viewer")).isFalse();
        awaitFocusOn("alert(1)>.txt");
        browser.click(tile("film.mp4")).click(tile("film.mp4")).find("#viewer video");
        await().atMost(PATIENCE)
                .until(
                        () -> Boolean.TRUE.equals(
                                browser.run(
                                        "const v = document.querySelector('#viewer video'); return v.readyState >= 2 && v.duration > 0")));
    }

    @Test
    void whatIsRetainedIsHiddenUntilTheEyeIsOn() {
        open().click(tile("notes.txt"))
                .click("[data-act=retain]")
                .type("#reason", "needed")
                .click("#retainForm [type=submit]")
                .see("What is retained is hidden: open the eye");
        await().atMost(PATIENCE).until(() -> browser.all(tile("notes.txt")).isEmpty());

        browser.click("#eye").find(tile("notes.txt") + ".rm-retained");
        browser.click(tile("notes.txt"))
                .see("1 chosen · needed")
                .click("[data-act=remove]")
                .click("#confirmation [data-answer=yes]")
                .see("It is retained");
        assertThat(folder.resolve("notes.txt")).exists();
        // what was refused stays chosen
        browser.click("[data-act=release]");
        await().atMost(PATIENCE).until(() -> !browser.has(tile("notes.txt") + ".rm-retained"));
        browser.click("#eye");
    }

    @Test
    void filesAreRenamedMovedRemovedAndRestored() throws IOException {
        open().click(tile("notes.txt"))
                .click("[data-act=rename]")
                .type("#newName", "renamed & <b>.txt")
                .click("#renameForm [type=submit]");
        browser.find(tile("renamed & <b>.txt"));
        assertThat(folder.resolve("renamed & <b>.txt")).exists();

        write("Holidays 2026/lake.png", "another");
        open().click(tile("lake.png"));
        browser.run("document.querySelector(\"" + tile("forest.png") + " .rm-tick\").click()");
        browser.see("2 chosen").click("[data-act=move]");
        browser.find("#picker button");
        assertThat(browser.find("#moveHere").isEnabled()).isFalse();
        browser.run(
                "[...document.querySelectorAll('#picker button')].find(b => b.textContent.includes('Holidays')).focus()");
        browser.press(Keys.ENTER);
        await().atMost(PATIENCE).until(() -> browser.find("#moveTo").getText().endsWith("Holidays 2026"));
        await().atMost(PATIENCE).until(() -> browser.focused().getText().contains("One folder up"));
        browser.shoot("library-move-1440-light");
        browser.click("#moveHere").see("1 done, 1 refused").see("There is something named lake.png already");
        assertThat(folder.resolve("Holidays 2026/forest.png")).exists();
        assertThat(folder.resolve("lake.png")).exists();

        open("/Holidays%202026")
                .click(tile("mountains.md"))
                .click("[data-act=remove]")
                .click("#confirmation [data-answer=yes]")
                .see("Remove: 1 done, 0 refused");
        assertThat(folder.resolve("Holidays 2026/mountains.md")).doesNotExist();
        awaitFocusOn("lake.png");
        browser.click("#trash").see("Garbage").see("Nothing is deleted for ever by its age");
        browser.click("#trash").find(tile("beach"));
        assertThat(browser.find("#address").getDomProperty("value")).isEqualTo("/" + name + "/Holidays 2026");
        browser.open("library?library=library&area=garbage&path=" + name + "/Holidays%202026")
                .find(tile("mountains.md"));
        assertThat(browser.all("[data-act=remove]")).noneMatch(WebElement::isDisplayed);
        browser.type("#address", "MOUNT").press(Keys.ENTER).see("1 found below");
        browser.click("#up").find(tile("mountains.md"));
        browser.click(tile("mountains.md"));
        browser.shoot("library-garbage-1440-light");
        browser.check();
        browser.click("[data-act=restore]").see("1 done, 0 refused");
        assertThat(folder.resolve("Holidays 2026/mountains.md")).exists();
    }

    @Test
    void librariesAreAddedAndForgotten() throws IOException {
        Path other = Files.createTempDirectory("reelmill-page").toRealPath();
        Files.writeString(other.resolve("elsewhere.mkv"), "x");
        open().click("#manage").find("#rootForm");
        browser.shoot("library-roots-1440-light");
        browser.check();
        browser.resize(Browser.PHONE).prefer("dark").shoot("library-roots-390-dark");
        browser.check();
        browser.resize(Browser.DESK).prefer("light");

        browser.type("#rootName", name)
                .type("#rootFolder", other.resolve("none").toString())
                .click("#rootForm [type=submit]")
                .see("does not exist on this node");
        browser.type("#rootFolder", other.toString()).click("#rootMark").click("#rootForm [type=submit]");
        browser.find(tile("elsewhere.mkv"));
        browser.click("#manage").click("[data-forget='" + name + "']").click("#confirmation [data-answer=yes]");
        RestClient administrator = RestClient.administrator(base);
        await().atMost(PATIENCE)
                .until(() -> !administrator.get("v1/libraries").text().contains(name));
        assertThat(other.resolve("elsewhere.mkv")).exists();
    }

    @Test
    void theAddressGoesToAFolderOrSearches() {
        open().type("#address", "/" + name + "/Holidays 2026/beach")
                .press(Keys.ENTER)
                .find(tile("sunset.txt"));
        open().type("#address", "MOUNT").press(Keys.ENTER).find(tile("Holidays 2026/mountains.md"));
        browser.shoot("library-search-1440-light");
        browser.type("#address", "nothing is called so").press(Keys.ENTER).see("Nothing found");
        browser.click("#filter").type("#leastSize", "1000000").press(Keys.ENTER).see("Nothing found");
        browser.type("#address", "/" + name + "/Archive.of.films")
                .press(Keys.ENTER)
                .find(tile("old.mkv"));
    }

    @Test
    void theNewestTellHowNewTheyAre() throws IOException {
        Files.setLastModifiedTime(folder.resolve("notes.txt"), FileTime.from(Instant.parse("2033-05-18T12:00:00Z")));
        open().choose("#order", "newest").see("2033");
        assertThat(browser.all("#filesPanel [role=option]").get(0).getText()).contains("notes.txt");
    }

    /** S0.16: only what is near the window is in the page, and is asked for, wherever one scrolls. */
    @Test
    void tenThousandFilmsScrollAsTenDo() throws IOException {
        Path many = Files.createTempDirectory("reelmill-many").toRealPath();
        for (int i = 0; i < MANY; i++) {
            Files.createFile(many.resolve("film %05d.mkv".formatted(i)));
        }
        RestClient administrator = RestClient.administrator(base);
        assertThat(administrator
                        .post(
                                "v1/libraries",
                                Json.createObjectBuilder()
                                        .add("name", name)
                                        .add("folder", many.toString())
                                        .add("mark", true)
                                        .build()
                                        .toString())
                        .status())
                .isEqualTo(201);
        await().atMost(PATIENCE)
                .until(() -> MANY
                        == administrator
                                .get("v1/libraries/" + name + "/entries")
                                .json()
                                .getInt("total"));
        browser.open("library?library=" + name).see("10,000").find(tile("film 00000.mkv"));
        browser.shoot("library-many-1440-light");
        assertFewRows();

        browser.run("scrollTo(0, document.body.scrollHeight / 2)");
        await().atMost(PATIENCE).until(() -> browser.has("#filesPanel [data-at='5000']"));
        assertFewRows();
        browser.run("scrollTo(0, document.body.scrollHeight)");
        browser.find(tile("film 09999.mkv"));
        assertFewRows();
        browser.shoot("library-many-end-1440-light");
        browser.check();
        assertThat(number("return new Set(performance.getEntriesByType('resource').map(it => it.name)"
                        + ".filter(it => it.includes('/previews/library/'))"
                        + ".flatMap(it => new URL(it).searchParams.getAll('path'))).size"))
                .as("previews that were asked for")
                .isBetween(1, 3 * MOST_ROWS);

        browser.click(tile("film 09999.mkv")).press(Keys.HOME);
        await().atMost(PATIENCE).until(() -> browser.has(tile("film 00000.mkv") + "[aria-selected=true]"));
        assertThat(browser.focused().getDomAttribute("data-path")).endsWith("film 00000.mkv");
        browser.press(Keys.ARROW_RIGHT);
        browser.click("[data-act=all]").see("10000 chosen");
        browser.click("[data-act=none]");

        browser.resize(Browser.PHONE).prefer("dark").run("scrollTo(0, document.body.scrollHeight)");
        browser.find(tile("film 09999.mkv"));
        assertFewRows();
        browser.shoot("library-many-end-390-dark");
        browser.check();
        browser.resize(Browser.DESK).prefer("light").run("scrollTo(0, 0)");

        Files.createDirectory(many.resolve("appears"));
        assertThat(administrator
                        .post("v1/libraries/" + name + "/scan", "{\"paths\":[\"\"]}")
                        .status())
                .isEqualTo(200);
        browser.find(tile("appears"));
        assertThat(administrator.delete("v1/libraries/" + name).status()).isEqualTo(204);
    }

    private int number(String script) {
        return ((Number) browser.run(script)).intValue();
    }

    private void assertFewRows() {
        assertThat(browser.all("#filesPanel li")).hasSizeBetween(1, MOST_ROWS);
    }
}

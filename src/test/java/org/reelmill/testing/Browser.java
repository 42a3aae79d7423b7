package org.reelmill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser, without a window, in front of the test server. One process serves all tests; each begins as a stranger on
 * a desk. Every wait is for what shall be seen, up to a generous limit.
 */
public final class Browser {

    /** A window on a desk. */
    public static final Size DESK = new Size(1440, 900, false);

    /** A phone in the hand. */
    public static final Size PHONE = new Size(390, 844, true);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Optional<File> CHROMIUM =
            program("REELMILL_TEST_CHROMIUM", "chromium", "chromium-browser", "google-chrome");
    private static final Optional<File> DRIVER = program("REELMILL_TEST_CHROMEDRIVER", "chromedriver");
    private static final Path SHOTS = Path.of("target", "screenshots");
    private static final String AXE = axe();

    /** A network that lets no channel through for a while. */
    private static final String DEAF = "const Real = WebSocket; window.WebSocket = function (url) {"
            + " if (window.hears) { return new Real(url); }"
            + " const dead = new EventTarget(); dead.close = () => {};"
            + " setTimeout(() => dead.dispatchEvent(new CloseEvent('close', { code: 1006 })), 50); return dead; };";

    private static ChromeDriver shared;

    private final ChromeDriver driver;
    private final URI base;

    private Browser(ChromeDriver driver, URL base) {
        this.driver = driver;
        this.base = URI.create(base.toString());
    }

    /** @param phone whether it is touched and has no mouse */
    public record Size(int width, int height, boolean phone) {}

    /** What is missing for tests with a browser; empty when nothing is. */
    public static Optional<String> missing() {
        return CHROMIUM.isPresent() && DRIVER.isPresent()
                ? Optional.empty()
                : Optional.of("No test with a browser: install chromium and chromium-driver, or name them by"
                        + " REELMILL_TEST_CHROMIUM and REELMILL_TEST_CHROMEDRIVER");
    }

    /** Somebody whom the server does not know, at a desk, in light colours. */
    public static synchronized Browser stranger(URL base) {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::quit));
        }
        Browser browser = new Browser(shared, base);
        browser.leave();
        browser.cdp("Network.clearBrowserCookies", Map.of());
        browser.errors();
        browser.resize(DESK);
        browser.prefer("light");
        return browser;
    }

    /** Leaves the page that is open, and with it the connection by which that listens. */
    public void leave() {
        driver.get("about:blank");
    }

    private static ChromeDriver start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.orElseThrow());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--lang=en-GB",
                "--force-color-profile=srgb");
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en-GB,en"));
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.orElseThrow())
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
        return driver;
    }

    public Browser resize(Size size) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", size.width(), "height", size.height(), "deviceScaleFactor", 1, "mobile", size.phone()));
        return this;
    }

    /** @param scheme {@code light} or {@code dark}: what the visitor's system says */
    public Browser prefer(String scheme) {
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** @param path below the context, without a slash before it */
    public Browser open(String path) {
        driver.get(base.resolve(path).toString());
        return this;
    }

    /** By the form of the sign-in page. */
    public Browser signIn(String username, String password) {
        open("login").type("#username", username).type("#password", password).click("#submit");
        await().atMost(PATIENCE).until(() -> !path().equals("/login"));
        return this;
    }

    public Browser signInAsAdministrator(URL server) {
        Visitor.administrator(server);
        return signIn(Visitor.ADMINISTRATOR, Visitor.PASSWORD);
    }

    /** As if the session had ended: nothing of it is left here. */
    public Browser forgetSession() {
        driver.manage().deleteAllCookies();
        return this;
    }

    /** Path of the page that is open. */
    public String path() {
        return URI.create(Objects.requireNonNull(driver.getCurrentUrl())).getPath();
    }

    /** The first element that can be seen, as soon as there is one. @param selector of CSS */
    public WebElement find(String selector) {
        return await(selector)
                .atMost(PATIENCE)
                .until(() -> visible(selector), Optional::isPresent)
                .orElseThrow();
    }

    /** Whether one can be seen now. */
    public boolean has(String selector) {
        return visible(selector).isPresent();
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    public Browser click(String selector) {
        retry(() -> find(selector).click());
        return this;
    }

    /** Twice at the middle of it, where both clicks go even when the page moves between them. */
    public Browser doubleClick(String selector) {
        new Actions(driver).doubleClick(find(selector)).perform();
        return this;
    }

    /** Replaces what a field holds. */
    public Browser type(String selector, String text) {
        retry(() -> {
            WebElement field = find(selector);
            field.clear();
            field.sendKeys(text);
        });
        return this;
    }

    /** Presses a key where the focus is. */
    public Browser press(Keys key) {
        new Actions(driver).sendKeys(key).perform();
        return this;
    }

    /** What has the focus. */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Chooses of a list by its value. */
    public Browser choose(String selector, String value) {
        return click(selector + " option[value='" + value + "']");
    }

    /** Waits until the page shows the text. */
    public Browser see(String text) {
        await(text).atMost(PATIENCE).until(() -> text().contains(text));
        return this;
    }

    /** Waits until the page shows the text no more. */
    public Browser seeNoMore(String text) {
        await(text).atMost(PATIENCE).until(() -> !text().contains(text));
        return this;
    }

    /** All that the page shows. */
    public String text() {
        return String.valueOf(run("return document.body ? document.body.innerText : ''"));
    }

    /** Opens a page whose channel for news does not come about until it {@link #hears}. */
    public Browser openDeaf(String path) {
        Object script = driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", DEAF))
                .get("identifier");
        open(path);
        cdp("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
        return this;
    }

    public Browser hears() {
        run("window.hears = true");
        return this;
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** A picture of what the window shows, in {@code target/screenshots}. */
    public Path shoot(String name) {
        return write(SHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** A picture of what the window shows, small enough to be kept with the sources. @param file ends in {@code .webp} */
    public Path shootSmall(Path file) {
        Map<String, Object> picture =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "webp", "quality", 82));
        return write(file, Base64.getDecoder().decode((String) picture.get("data")));
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page fits the window, the browser has nothing to complain about, and nobody is shut out. */
    public Browser check() {
        assertThat(wider()).as(path() + " is wider than the window").isEmpty();
        assertThat(errors()).as("errors of the browser on " + path()).isEmpty();
        assertThat(barriers()).as("barriers on " + path()).isEmpty();
        return this;
    }

    /**
     * As {@link #check}, on a phone in dark and on a desk in light colours, with pictures of the other two as well; it ends on a
     * desk in light colours. The page stays open.
     *
     * @param name of the pictures of it in {@code target/screenshots}
     */
    public Browser checkInEveryForm(String name) {
        for (Size size : List.of(PHONE, DESK)) {
            for (String scheme : List.of("dark", "light")) {
                resize(size).prefer(scheme).find("h1");
                shoot(String.format(Locale.ROOT, "%s-%d-%s", name, size.width(), scheme));
                if (size.phone() == scheme.equals("dark")) {
                    check();
                }
            }
        }
        return this;
    }

    /** Presses Tab. @return what has the focus then, as somebody would point at it */
    public String tab() {
        press(Keys.TAB);
        return String.valueOf(
                run(
                        """
                const it = document.activeElement;
                return it.tagName.toLowerCase() + (it.id ? '#' + it.id : '') + ' '
                    + (it.getAttribute('aria-label') ?? it.innerText ?? '').trim().slice(0, 40);
                """));
    }

    /** Whether somebody sees where the focus is: the element is in sight and looks otherwise than without it. */
    public boolean showsFocus() {
        return Boolean.TRUE.equals(
                run(
                        """
                const it = document.activeElement;
                const box = it.getBoundingClientRect();
                const inside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
                    && box.top < innerHeight && box.left < innerWidth;
                const shown = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
                    || style.boxShadow !== 'none';
                return inside && (shown(getComputedStyle(it)) || [...it.children].some(child => shown(getComputedStyle(child))));
                """));
    }

    /** What reaches beyond the right edge of the window, when the page can be pushed sideways. */
    private List<?> wider() {
        return (List<?>)
                run(
                        """
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) { return []; }
                return [...document.querySelectorAll('body *')]
                    .filter(it => it.getBoundingClientRect().right > width + 1)
                    .map(it => it.tagName + '#' + it.id + '.' + it.className).slice(0, 5);
                """);
    }

    /** What the console got to hear since the last call. */
    private List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What axe calls serious or critical. */
    private List<?> barriers() {
        run(AXE);
        return (List<?>)
                driver.executeAsyncScript(
                        """
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(result => done(result.violations
                    .filter(it => ['serious', 'critical'].includes(it.impact))
                    .flatMap(it => it.nodes.map(node => it.id + ': ' + node.html.slice(0, 200) + ' ' + node.any.map(a => a.message).join(' ')))),
                    failure => done([String(failure)]));
                """);
    }

    private Optional<WebElement> visible(String selector) {
        try {
            return driver.findElements(By.cssSelector(selector)).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst();
        } catch (StaleElementReferenceException e) {
            // the page has just put another in its place
            return Optional.empty();
        }
    }

    private static void retry(Runnable action) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            action.run();
            return true;
        });
    }

    private void cdp(String command, Map<String, Object> parameters) {
        driver.executeCdpCommand(command, parameters);
    }

    private static Optional<File> program(String variable, String... names) {
        String named = System.getenv(variable);
        if (named != null && !named.isBlank()) {
            return Optional.of(new File(named)).filter(File::canExecute);
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.reelmill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Locale;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test that looks at the pages of the test server with a real browser. Left out, with a word, where there is none. */
@RunAsClient
@Tag("browser")
public abstract class BrowserIT extends ReelmillIT {

    @ArquillianResource
    protected URL base;

    protected Browser browser;

    @BeforeEach
    void openBrowser() {
        Browser.missing().ifPresent(reason -> Assumptions.abort(reason));
        browser = Browser.stranger(base);
    }

    /** As somebody new, who may do everything. @param language {@code EN} or {@code DE} */
    protected void signInAsAdministratorWhoReads(String language) {
        String name = "reads-" + language + UUID.randomUUID().toString().substring(0, 8);
        RestClient administrator = RestClient.administrator(base);
        Visitor visitor = new Visitor(base);
        visitor.register(name, Visitor.PASSWORD);
        int account = administrator
                .get("v1/users?q=" + name)
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getInt("id");
        administrator.put("v1/users/" + account + "/role", "{\"role\":\"ADMIN\"}");
        visitor.json(
                "PUT",
                "api/v1/me/preferences",
                "{\"language\":\"" + language + "\"}",
                Visitor.basic(name, Visitor.PASSWORD));
        browser.signIn(name, Visitor.PASSWORD);
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo(language.toLowerCase(Locale.ROOT));
    }

    /** What was to be seen when a test failed, in {@code target/screenshots}. */
    @RegisterExtension
    final AfterTestExecutionCallback witness = context -> {
        if (context.getExecutionException().isPresent() && browser != null) {
            browser.shoot("failed-" + context.getRequiredTestClass().getSimpleName() + "-"
                    + context.getRequiredTestMethod().getName());
        }
    };

    /** Nobody is left to listen to what happens in tests that follow. */
    @AfterEach
    void leave() {
        if (browser != null) {
            browser.leave();
        }
    }
}

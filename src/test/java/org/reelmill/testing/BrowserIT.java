package org.reelmill.testing;

import java.net.URL;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

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

    /** Nobody is left to listen to what happens in tests that follow. */
    @AfterEach
    void leave() {
        if (browser != null) {
            browser.leave();
        }
    }
}

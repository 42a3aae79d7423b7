package org.reelmill.conversion.view;

import jakarta.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;

/** The queue is seen, an item removed, a type changed. */
class ConversionsBrowserIT extends BrowserIT {

    private static final String TYPE = "v1/conversions/types/mp4-x265";

    @AfterEach
    void changeBack() {
        RestClient.administrator(base).patch(TYPE, "{\"active\":true}");
    }

    @Test
    void showsTheQueueAndChangesATypeOfConversion() {
        handIn("shown <b>here.betamax");
        browser.signInAsAdministrator(base).open("conversions").see("shown <b>here.betamax");
        browser.find(".rm-live[data-state=on]");
        handIn("comes by itself.betamax");
        browser.see("comes by itself.betamax");
        browser.see("Rejected").check().shoot("conversions");
        browser.resize(Browser.PHONE).check().shoot("conversions-phone");
        browser.resize(Browser.DESK);

        browser.click("[aria-label='Edit: mp4-x265']").see("Long videos are milled to");
        browser.type("#editor\\:quality", "99").click("#editor\\:submit");
        // the hint says the same before the answer has come, which replaces what is typed meanwhile
        browser.find("#editor\\:quality[aria-invalid=true]");
        browser.see("0 to 51");
        browser.type("#editor\\:quality", "28").click("#editor\\:active");
        RestClient.administrator(base).patch(TYPE, "{\"maxMegabytes\":2000}");
        browser.click("#editor\\:submit").see("Somebody has changed this meanwhile");
        browser.click("#editor\\:submit").see("The conversion was saved").see("Switched off");
    }

    /** Something that is rejected. */
    private void handIn(String file) {
        RestClient.administrator(base)
                .post(
                        "v1/item",
                        Json.createObjectBuilder()
                                .add("client_id", "console")
                                .add("file_name", file)
                                .add("conversion_type", "x265")
                                .add("file_size", 4711)
                                .build()
                                .toString());
    }
}

package org.reelmill.watch.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.testing.Browser;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;
import org.reelmill.watch.TinyVideo;

/** A folder is added, what happens in it is seen without loading the page anew, and the ledger answers. */
class WatchBrowserIT extends BrowserIT {

    @TempDir
    Path folder;

    private RestClient admin;

    @BeforeEach
    void signIn() {
        admin = RestClient.administrator(base);
        browser.signInAsAdministrator(base);
    }

    @AfterEach
    void forget() {
        admin.get("v1/watch/folders")
                .json()
                .getJsonArray("items")
                .forEach(it ->
                        admin.delete("v1/watch/folders/" + it.asJsonObject().getInt("id")));
    }

    /** Of a folder whose editor is open. */
    private void changeByOthers() {
        int id = admin.get("v1/watch/folders")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getInt("id");
        admin.patch("v1/watch/folders/" + id, "{\"pollSeconds\":7}");
    }

    @Test
    void showsWhatBecomesOfFiles() throws IOException {
        browser.open("watch").see("No folder is watched").check().shoot("watch-empty");
        browser.click("#watch\\:add").type("#editor\\:folder", "not absolute").click("#editor\\:submit");
        browser.see("must be an absolute path");
        browser.type("#editor\\:folder", folder.toString()).click("#editor\\:submit");
        browser.see("Compare now").see(folder.toString());
        browser.click("[aria-label='Edit: " + folder + "']").find("#editor\\:pollSeconds");
        changeByOthers();
        browser.click("#editor\\:submit").see("Somebody has changed this meanwhile");
        browser.click("#editor\\:submit").see("The folder was saved");

        Path half = folder.resolve("half.mp4");
        Files.write(half, Arrays.copyOf(TinyVideo.ofBytes(4000), 3000));
        Files.write(folder.resolve("whole.mp4"), TinyVideo.ofBytes(4000));
        browser.see("is not complete yet").see(half.toString());
        browser.check().shoot("watch");
        browser.resize(Browser.PHONE).check().shoot("watch-phone");
        browser.resize(Browser.DESK);

        browser.type("#why\\:path", half.toString()).click("#why\\:ask");
        browser.see("It is not complete yet");
        assertThat(admin.get("v1/watch/videos?path=" + folder).text())
                .contains("whole.mp4")
                .doesNotContain("half.mp4");
    }
}

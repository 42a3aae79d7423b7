package org.reelmill.operator.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.BrowserIT;
import org.reelmill.testing.RestClient;

/** An operator at the pages of batch executions. */
class BatchBrowserIT extends BrowserIT {

    private final String name = "browser-" + UUID.randomUUID();

    @BeforeEach
    void signIn() {
        browser.signInAsAdministrator(base);
    }

    @Test
    void restartsAFailedExecution() {
        browser.open("batch/jobs/test-restart");
        fill("name", name);
        fill("to", "4");
        fill("over", "3");
        browser.click("[id='start:submit']");
        browser.see("It has started").see("Failed").see("stumbled over <3>");
        String failed = browser.path();
        browser.checkInEveryForm("batch-execution-failed");

        browser.click("[id='execution:restart']")
                .see("It goes on from its last checkpoint")
                .see("Completed");

        assertThat(browser.path()).isNotEqualTo(failed);
        browser.open(failed.substring(1)).see("It goes on in");
        assertThat(browser.has("[id='execution:restart']")).isFalse();
        browser.open("batch?job=test-restart&state=FAILED").see("test-restart");
        browser.open("batch/compare?left=" + failed.replaceAll("\\D", "") + "&right=" + failed.replaceAll("\\D", ""))
                .see(name);
        browser.checkInEveryForm("batch-comparison");
    }

    @Test
    void followsWhatOthersDo() {
        RestClient operator = RestClient.administrator(base);
        browser.open("batch").find(".rm-live[data-state=on]");
        int id = operator.post("v1/batch/jobs/test-wait/executions", "{}")
                .json()
                .getJsonObject("execution")
                .getInt("id");
        // by itself, or by a button where the pointer happens to be on the list
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            browser.run("document.querySelector('#freshExecutions:not([hidden])')?.click()");
            return browser.has("[data-execution='" + id + "']");
        });
        browser.find("[data-execution='" + id + "'] .rm-batch-STARTED");
        browser.run("window.sameDocument = true");

        operator.post("v1/batch/executions/" + id + "/stop");
        browser.find("[data-execution='" + id + "'] .rm-batch-STOPPED");
        assertThat(browser.run("return window.sameDocument")).isEqualTo(true);

        browser.open("batch/" + id).find(".rm-live[data-state=on]");
        operator.post("v1/batch/executions/" + id + "/abandon");
        browser.find("#head + .rm-batch-ABANDONED");
        browser.check();
    }

    @Test
    void stopsAndAbandonsAnExecution() {
        browser.open("batch/jobs/test-wait").click("[id='start:submit']").see("Running");
        browser.click("[id='execution:stop']").see("Stop this execution?").click("[data-answer='yes']");
        browser.see("It is being stopped").see("Stopped").see("TOLD");

        browser.click("[id='execution:abandon']").see("Abandon this execution?").click("[data-answer='yes']");
        browser.see("Abandoned");
    }

    @Test
    void saysWhyAJobCannotBeStartedAndWhatIsWrongWithAParameter() {
        browser.open("batch/jobs/pipeline-export").see("A node starts this job itself");
        assertThat(browser.has("[id='start:submit']")).isFalse();
        browser.checkInEveryForm("batch-job");

        browser.open("batch/jobs/test-restart").click("[id='start:submit']").see("is needed");
        assertThat(browser.all("[id^='start:values'][aria-invalid=true]")).hasSize(1);
        fill("name", "#{systemProperties['user.home']}");
        fill("to", "1");
        browser.click("[id='start:submit']").see("must not contain the expression");
        browser.checkInEveryForm("batch-jobs-start");
        browser.open("batch/jobs");
        browser.checkInEveryForm("batch-jobs");
    }

    @Test
    void showsHostileAddressesAsWhatTheyAre() {
        browser.open("batch?film=%3Cscript%3Ealert(1)%3C/script%3E&state=%27%22&node=%3Cb%3Ex")
                .see("A film job has a number");
        assertThat(browser.all("main script[src]")).isEmpty();
        browser.check();
        assertThat(RestClient.administrator(base)
                        .get("/batch/0", "Accept", "text/html")
                        .status())
                .isEqualTo(404);
        assertThat(RestClient.administrator(base)
                        .get("/batch/999999999", "Accept", "text/html")
                        .status())
                .isEqualTo(404);
        assertThat(RestClient.administrator(base)
                        .get("/batch/jobs/nothing", "Accept", "text/html")
                        .status())
                .isEqualTo(404);
        assertThat(RestClient.administrator(base)
                        .get("/batch/compare?left=1&right=x", "Accept", "text/html")
                        .status())
                .isEqualTo(200);
    }

    /** Fills the field of a parameter. */
    private void fill(String parameter, String value) {
        Object id = browser.run(
                "return [...document.querySelectorAll('label')].find(it => it.textContent === arguments[0]).htmlFor",
                parameter);
        browser.type("[id='" + id + "']", value);
    }
}

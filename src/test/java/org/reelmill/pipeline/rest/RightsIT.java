package org.reelmill.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

/** What of a request only some may ask for; who may make it at all is the matter of {@code AccessIT}. */
@RunAsClient
class RightsIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    @Test
    void onlyWhoMaySteerJobsHandsOneInWithAPriority() {
        String urgent = "{\"source\":\"nowhere.mp4\",\"priority\":1}";

        RestClient.Answer refused = RestClient.as(base, "USER").post("v1/jobs", urgent);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("field")).isEqualTo("priority");
        assertThat(RestClient.as(base, "OPERATOR")
                        .post("v1/jobs", urgent)
                        .json()
                        .getString("field"))
                .isEqualTo("source");
        assertThat(RestClient.as(base, "USER")
                        .post("v1/jobs", urgent.replace(":1", ":0"))
                        .json()
                        .getString("field"))
                .isEqualTo("source");
    }

    @Test
    void onlyWhoMaySteerJobsIsAskedForAPriority() {
        String field = "id=\"new:priority\"";

        assertThat(jobsPage("USER")).contains("new:source").doesNotContain(field);
        assertThat(jobsPage("OPERATOR")).contains("new:source", field);
    }

    private String jobsPage(String role) {
        return RestClient.as(base, role).get("/jobs", "Accept", "text/html").text();
    }
}

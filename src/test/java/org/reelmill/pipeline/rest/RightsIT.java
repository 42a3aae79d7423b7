package org.reelmill.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

/** Who may do what: each request is one that would be refused for another reason (404, 400) if it got past the guard. */
@RunAsClient
class RightsIT extends ReelmillIT {

    private static final List<String> ROLES = List.of("VIEWER", "USER", "OPERATOR", "ADMIN");
    private static final String NONE = UUID.randomUUID().toString();

    @ArquillianResource
    private URL base;

    private record Request(String method, String path, String least) {}

    private static final List<Request> REQUESTS = List.of(
            new Request("GET", "v1/jobs", "VIEWER"),
            new Request("GET", "v1/jobs/" + NONE, "VIEWER"),
            new Request("GET", "v1/jobs/" + NONE + "/segments", "VIEWER"),
            new Request("GET", "v1/jobs/" + NONE + "/certificate", "VIEWER"),
            new Request("GET", "v1/jobs/" + NONE + "/log", "VIEWER"),
            new Request("GET", "v1/jobs/" + NONE + "/waiting", "VIEWER"),
            new Request("GET", "v1/jobs/" + NONE + "/attempts", "VIEWER"),
            new Request("GET", "v1/jobs/" + NONE + "/segments/map", "VIEWER"),
            new Request("GET", "v1/jobs/" + NONE + "/segments/0", "VIEWER"),
            new Request("GET", "v1/dashboard", "VIEWER"),
            new Request("GET", "v1/events", "VIEWER"),
            new Request("POST", "v1/jobs/" + NONE + "/segments/0/outputs/720p60/retry", "OPERATOR"),
            new Request("POST", "v1/jobs/bulk", "OPERATOR"),
            new Request("GET", "v1/nodes", "VIEWER"),
            new Request("GET", "v1/outputs", "VIEWER"),
            new Request("GET", "v1/sources", "VIEWER"),
            new Request("GET", "v1/openapi.json", "VIEWER"),
            new Request("POST", "v1/jobs", "USER"),
            new Request("PUT", "v1/sources/.hidden", "USER"),
            new Request("POST", "v1/jobs/" + NONE + "/pause", "OPERATOR"),
            new Request("POST", "v1/jobs/" + NONE + "/resume", "OPERATOR"),
            new Request("POST", "v1/jobs/" + NONE + "/cancel", "OPERATOR"),
            new Request("POST", "v1/jobs/" + NONE + "/retry", "OPERATOR"),
            new Request("POST", "v1/jobs/" + NONE + "/priority", "OPERATOR"),
            new Request("DELETE", "v1/jobs/" + NONE, "OPERATOR"),
            new Request("POST", "v1/nodes/" + NONE + "/authorise", "OPERATOR"),
            new Request("POST", "v1/nodes/" + NONE + "/deauthorise", "OPERATOR"),
            new Request("POST", "v1/nodes/" + NONE + "/drain", "OPERATOR"),
            new Request("POST", "v1/nodes/" + NONE + "/undrain", "OPERATOR"),
            new Request("POST", "v1/nodes/" + NONE + "/terminate", "OPERATOR"),
            new Request("POST", "v1/outputs", "OPERATOR"),
            new Request("PATCH", "v1/outputs/0", "OPERATOR"),
            new Request("DELETE", "v1/outputs/0", "OPERATOR"),
            new Request("GET", "v1/policies", "OPERATOR"),
            new Request("GET", "v1/policies/ingestEnabled", "OPERATOR"),
            new Request("PUT", "v1/policies/nothing", "ADMIN"));

    @Test
    void eachRoleMayDoWhatItIsFor() {
        for (Request request : REQUESTS) {
            for (String role : ROLES) {
                int status = send(RestClient.as(base, role), request);
                boolean may = ROLES.indexOf(role) >= ROLES.indexOf(request.least());
                assertThat(status != 403)
                        .as(role + " " + request + " " + status)
                        .isEqualTo(may);
                assertThat(status).as(role + " " + request).isNotIn(401, 405, 415, 500);
            }
        }
    }

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
        assertThat(jobsPage("USER")).contains("new:source").doesNotContain("new:priority");
        assertThat(jobsPage("OPERATOR")).contains("new:source", "new:priority");
    }

    private String jobsPage(String role) {
        return RestClient.as(base, role).get("/jobs", "Accept", "text/html").text();
    }

    @Test
    void whoIsNotSignedInMayDoNothing() {
        for (Request request : REQUESTS) {
            assertThat(send(RestClient.nobody(base), request))
                    .as(request.toString())
                    .isEqualTo(401);
        }
        assertThat(RestClient.nobody(base)
                        .get("/renditions/" + NONE + "/film.mp4")
                        .status())
                .isEqualTo(401);
    }

    private static int send(RestClient client, Request request) {
        // servers refuse a DELETE with a body before anybody asks for rights
        boolean body = !Set.of("GET", "DELETE").contains(request.method());
        return client.send(
                        request.method(),
                        request.path(),
                        body ? BodyPublishers.ofString("{}") : BodyPublishers.noBody(),
                        "Content-Type",
                        "application/json")
                .status();
    }
}

package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reelmill.testing.ReelmillIT;

/** Errors have one form, whichever server and whichever layer finds them. */
@RunAsClient
class ProblemsIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    @ParameterizedTest
    @CsvSource({
        "missing, 404, Not Found, There is no such probe",
        "conflict, 409, Conflict, The probe is busy",
        "wrapped, 409, Conflict, The probe is busy",
        "forbidden, 403, Forbidden, The probe is not yours",
        "invalid, 400, Bad Request, The depth is too great"
    })
    void tellsWhatAFeatureRefuses(String failure, int status, String title, String detail) throws Exception {
        JsonObject problem = problem(get("api/health/trial/" + failure), status);

        assertThat(problem.getString("type")).isEqualTo("about:blank");
        assertThat(problem.getString("title")).isEqualTo(title);
        assertThat(problem.getString("detail")).isEqualTo(detail);
        assertThat(problem.getString("error")).isEqualTo(detail);
    }

    /** Programs get English whatever their locale is; the scripts of our pages ask for the language of the page. */
    @Test
    void speaksTheLanguageOfAPageToItsScriptsOnly() throws Exception {
        HttpRequest.Builder request = request("api/health/trial/german").header("Accept-Language", "de");
        assertThat(problem(send(request), 409).getString("detail")).isEqualTo("is empty");

        request.header("X-Reelmill-Language", "de");
        assertThat(problem(send(request), 409).getString("detail")).isEqualTo("ist leer");
    }

    @Test
    void namesTheFieldThatIsWrong() throws Exception {
        assertThat(problem(get("api/health/trial/invalid"), 400).getString("field"))
                .isEqualTo("depth");
    }

    @Test
    void revealsNothingOfAFaultOfTheServer() throws Exception {
        HttpResponse<String> response = get("api/health/trial/fault");

        assertThat(problem(response, 500).getString("detail")).contains("under the number");
        assertThat(response.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void namesTheParameterThatValidationRefuses() throws Exception {
        assertThat(problem(get("api/health/trial?limit=101"), 400).getString("field"))
                .isIn("limit", "arg0");
    }

    @Test
    void namesTheMemberOfABodyThatValidationRefuses() throws Exception {
        assertThat(problem(post("{\"priority\":0}"), 400).getString("field")).isEqualTo("priority");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"priority":
            {"priority":"high"}
            {"priority":1,"time":"yesterday"}
            [1]
            """)
    void refusesABodyThatDoesNotFit(String body) throws Exception {
        problem(post(body), 400);
    }

    @Test
    void readsAndWritesRecords() throws Exception {
        HttpResponse<String> response = post("{\"priority\":7,\"time\":\"2026-03-29T01:30:00.5Z\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"priority\":7,\"time\":\"2026-03-29T01:30:00.500Z\"}");
    }

    @Test
    void refusesAnotherMediaType() throws Exception {
        problem(
                send(request("api/health/trial")
                        .header("Content-Type", "text/plain")
                        .POST(body("x"))),
                415);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, garbage",
        "Content-Type, application/",
        "Content-Type, a/b/c",
        "Accept, garbage",
        "Accept, application/json;q=7"
    })
    void refusesAHeaderThatCannotBeRead(String name, String value) throws Exception {
        HttpResponse<String> response = send(request("api/health/trial")
                .header(name, value)
                .POST(body("{\"priority\":7,\"time\":\"2026-03-29T01:30:00Z\"}")));

        assertThat(response.statusCode()).isIn(400, 406, 415);
        problem(response, response.statusCode());
    }

    @Test
    void refusesAMethodThatIsNotThere() throws Exception {
        HttpResponse<String> response = send(request("api/health/trial").DELETE());

        problem(response, 405);
        assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    }

    private static JsonObject problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            JsonObject problem = reader.readObject();
            assertThat(problem.getInt("status")).isEqualTo(status);
            return problem;
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> post(String json) throws Exception {
        return send(request("api/health/trial")
                .header("Content-Type", "application/json")
                .POST(body(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base.toString()).resolve(path));
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

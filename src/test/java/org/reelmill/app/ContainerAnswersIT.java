package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;
import org.reelmill.testing.Visitor;

/** What comes from the server and not from us is no surprise to anybody. */
@RunAsClient
class ContainerAnswersIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    private Visitor visitor;

    @BeforeEach
    void signIn() {
        visitor = Visitor.administrator(base);
        visitor.signIn(Visitor.ADMINISTRATOR, Visitor.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({
        "renditions/x/y.mp4, Range, bytes=0-9",
        "renditions/x/y.mp4, Range, bytes=999999-",
        "nothing, Range, bytes=0-9",
        "nothing, If-None-Match, *",
        "nothing, If-Match, x",
        "nothing, If-Modified-Since, 'Wed, 21 Oct 2037 07:28:00 GMT'",
        "resources/nothing.css, Range, bytes=0-9"
    })
    void whatIsMissingIsNotFoundWhateverTheRequestAsksForOfTheFile(String path, String header, String value) {
        HttpResponse<String> response = visitor.get(path, header, value, "Accept", "text/html");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Range")).isEmpty();
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.body())
                .startsWith("<!DOCTYPE html>")
                .contains("<h1>Not found</h1>")
                .endsWith("</html>\n");
    }

    @Test
    void whatIsMissingIsSaidInTheLanguageOfTheBrowser() {
        assertThat(visitor.get("nothing", "Accept", "text/html", "Accept-Language", "de-AT,de;q=0.9")
                        .body())
                .contains("<html lang=\"de\">", "<h1>Nicht gefunden</h1>");
        assertThat(visitor.get("nothing", "Accept", "text/html", "Accept-Language", "fr")
                        .body())
                .contains("<h1>Not found</h1>");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PUT, videos, 405, 'DELETE, GET, HEAD, POST'",
                "PUT, videos/1, 405, 'DELETE, GET, HEAD, POST'",
                "GET, thumbnails/1/2/3, 405, 'DELETE, POST'",
                "DELETE, t/1, 405, 'GET, HEAD'",
                "POST, jobs/videos, 405, 'GET, HEAD'",
                "POST, stream, 405, 'GET, HEAD'",
                "GET, start, 405, POST",
                "PUT, serve, 405, 'GET, HEAD'",
                "FOO, videos, 501, -",
                "GET, nothing, 404, -",
                "GET, metrics, 403, -"
            })
    void programsGetProblemDetailsOnEachRouteAndTheMethodsThatItHas(
            String method, String path, int status, String allowed) {
        RestClient.Answer answer =
                RestClient.administrator(base).send(method, "/" + path, HttpRequest.BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().getInt("status")).isEqualTo(status);
        assertThat(answer.json().getString("error")).isNotEmpty();
        assertThat(answer.response().headers().firstValue("Allow")).isEqualTo(Optional.ofNullable(allowed));
    }

    @Test
    void peopleGetAPageAboutAMethodThatARouteLacks() {
        HttpResponse<String> response = visitor.get("start", "Accept", "text/html");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).contains("<h1>This cannot be done here</h1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "page.html"})
    void nobodyAsksForAnErrorPageItself(String page) {
        assertThat(visitor.get("WEB-INF/errorpages/" + page).statusCode()).isEqualTo(404);
    }

    @Test
    void whatNobodyMayComeToHasTheSecurityHeadersToo() {
        HttpResponse<String> response = visitor.get("metrics");

        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "health/ready", "metrics", "metrics/", "openapi", "openapi;x=y"})
    void thePathsThatAServerAddsByItselfAreShut(String path) {
        assertThat(visitor.get(path).statusCode()).isIn(403, 404);
        assertThat(new Visitor(base).get(path).statusCode()).isIn(401, 403, 404);
    }

    @Test
    void ourOwnDocumentAndSignsOfLifeAreNotShut() {
        assertThat(visitor.get("api/v1/openapi.json").body()).contains("\"/api/v1/jobs\"");
        assertThat(visitor.get("api/health/live").statusCode()).isEqualTo(200);
    }
}

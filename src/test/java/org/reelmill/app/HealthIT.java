package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;

@RunAsClient
class HealthIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    @Test
    void isLive() throws Exception {
        assertThat(get("api/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void isReadyWithoutReasonsOnceTheMediaToolsWereTried() {
        HttpResponse<String> response = await().atMost(Duration.ofMinutes(2))
                .until(() -> get("api/health/ready"), answer -> answer.statusCode() == 200);

        assertThat(response.body()).isEqualTo("{\"status\":\"up\",\"reasons\":[]}");
    }

    @Test
    void answersAnUnknownPathWithProblemDetails() throws Exception {
        HttpResponse<String> response = get("api/health/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"title\":\"Not Found\"", "\"error\":");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base.toString()).resolve(path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}

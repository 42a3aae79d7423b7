package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

/** Every route asked for as every role: what {@code access.txt} says is so. */
@RunAsClient
class AccessIT extends ReelmillIT {

    private static final String NOBODY = "OPEN";

    @ArquillianResource
    private URL base;

    /** A connection for each answer: one that is closed before its end must not take others with it. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void eachRoleComesWhereItMayAndNowhereElse() throws Exception {
        for (AccessTable.Route route : AccessTable.routes()) {
            for (String role : AccessTable.ROLES) {
                int status = ask(route, role);
                String what = role + " " + route.name() + " " + status;
                if (route.allows(role)) {
                    assertThat(status).as(what).isNotIn(401, 403, 405, 415, 500);
                } else if (!role.equals(NOBODY)) {
                    assertThat(status).as(what).isEqualTo(403);
                } else {
                    assertThat(status).as(what).isEqualTo(route.path().startsWith("/api/") ? 401 : 302);
                }
            }
        }
    }

    @Test
    void whatLiesBelowAPageIsGuardedAsThePage() throws Exception {
        for (AccessTable.Route route : AccessTable.routes()) {
            if (route.isPage() && !route.least().equals(NOBODY) && !route.path().equals("/")) {
                assertThat(send("GET", route.path() + "/1", NOBODY))
                        .as(route.path())
                        .isIn(302, 404);
                for (String role : AccessTable.ROLES.subList(1, AccessTable.ROLES.indexOf(route.least()))) {
                    assertThat(send("GET", route.path() + "/1", role))
                            .as(role + " " + route.path())
                            .isIn(403, 404);
                }
            }
        }
    }

    @Test
    void noPageComesUnderTheAddressOfItsFile() throws Exception {
        for (String file : Routes.pageFiles()) {
            for (String role : AccessTable.ROLES) {
                assertThat(send("GET", file, role)).as(role + " " + file).isIn(301, 302, 403, 404);
            }
        }
    }

    @Test
    void nothingThatIsMeantForTheServerComesOut() throws Exception {
        for (String path : new String[] {
            "/WEB-INF/web.xml",
            "/WEB-INF/templates/layout.xhtml",
            "/META-INF/MANIFEST.MF",
            "/jakarta.faces.resource/../WEB-INF/web.xml",
            "/resources/../WEB-INF/web.xml",
            "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF"
        }) {
            assertThat(send("GET", path, "ADMIN")).as(path).isIn(302, 400, 403, 404);
        }
    }

    private int ask(AccessTable.Route route, String role) throws Exception {
        String path = route.path()
                .replace("{uuid}", UUID.randomUUID().toString())
                .replace("{id}", "0")
                .replace("{part}", "0")
                .replace("{name}", ".hidden")
                .replaceAll("\\{\\w+}", "nothing");
        return send(route.isPage() ? "GET" : route.method(), path, role);
    }

    private int send(String method, String path, String role) throws IOException, InterruptedException {
        // servers refuse a DELETE with a body before anybody asks for rights
        boolean body = !Set.of("GET", "HEAD", "OPTIONS", "DELETE").contains(method);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base.toString()).resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", path.startsWith("/api/") ? "application/json, */*" : "text/html")
                .method(method, body ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        if (body) {
            request.header("Content-Type", "application/json");
        }
        if (!role.equals(NOBODY)) {
            request.headers(RestClient.identity(base, role));
        }
        // the answer may be a stream that never ends
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        response.body().close();
        return response.statusCode();
    }
}

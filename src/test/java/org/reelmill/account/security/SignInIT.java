package org.reelmill.account.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reelmill.account.ReturnPath;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.Visitor;

@RunAsClient
class SignInIT extends ReelmillIT {

    private static final String PASSWORD = "long enough to pass";

    @ArquillianResource
    private URL base;

    private Visitor visitor;

    @BeforeEach
    void comeWithoutSession() {
        visitor = Visitor.administrator(base);
    }

    @Test
    void sendsAPersonToTheFormAndRemembersTheWay() {
        HttpResponse<String> response = visitor.page("jobs?page=2");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(location(response)).endsWith("/login?next=%2Fjobs%3Fpage%3D2");
    }

    @Test
    void sendsTheBareAddressToTheForm() {
        assertThat(location(visitor.page(""))).endsWith("/login");
    }

    @Test
    void answersAProgramWithAProblemAndNeverWithARedirect() {
        for (String path : new String[] {"api/v1/me", "jobs", "retain"}) {
            HttpResponse<String> response = visitor.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(401);
            assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
            assertThat(response.headers().allValues("WWW-Authenticate")).anyMatch(it -> it.startsWith("Basic"));
        }
        assertThat(visitor.page("api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void opensNoPasswordDialogInABrowser() {
        HttpResponse<String> response = visitor.get("api/v1/me", "Sec-Fetch-Mode", "cors");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate")).noneMatch(it -> it.startsWith("Basic"));
    }

    @Test
    void takesBasicOnlyWithTheRightPassword() {
        String name = newAccount("VIEWER");

        assertThat(visitor.get("api/v1/me", Visitor.basic(name, PASSWORD)).statusCode())
                .isEqualTo(200);
        assertThat(visitor.get("api/v1/me", Visitor.basic(name.toUpperCase(), PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.get("api/v1/me", Visitor.basic(name, "not the password"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.get("api/v1/me", Visitor.basic("nobody-" + name, PASSWORD))
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.get("api/v1/me", "Authorization", "Basic %%%").statusCode())
                .isEqualTo(401);
        assertThat(visitor.get("api/v1/me", "Authorization", "Digest a=b").statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesWrongCredentialsEvenWhereNoneAreNeeded() {
        assertThat(visitor.get("api/health/live", Visitor.bearer("rm_wrong")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void takesATokenUntilItIsRevoked() {
        String name = newAccount("USER");
        JsonObject token = newToken(name, "{\"name\":\"t\",\"role\":\"VIEWER\",\"clientId\":\"camera\"}");
        String[] bearer = Visitor.bearer(token.getString("secret"));

        JsonObject me = body(visitor.get("api/v1/me", bearer));
        assertThat(me.getString("username")).isEqualTo(name);
        assertThat(me.getString("role")).isEqualTo("VIEWER");
        assertThat(me.getString("clientId")).isEqualTo("camera");
        assertThat(visitor.json("DELETE", "api/v1/tokens/" + token.getInt("id"), null, bearer)
                        .statusCode())
                .isEqualTo(204);
        assertThat(visitor.get("api/v1/me", bearer).statusCode()).isEqualTo(401);
    }

    @Test
    void showsTheSecretOfATokenOnlyOnce() {
        String name = newAccount("USER");
        String secret = newToken(name, "{\"name\":\"t\"}").getString("secret");

        assertThat(visitor.get("api/v1/tokens", Visitor.basic(name, PASSWORD)).body())
                .contains("\"name\":\"t\"")
                .doesNotContain(secret, "secret");
    }

    @Test
    void takesATokenUntilItExpires() {
        String name = newAccount("USER");
        Instant soon = Instant.now().plusSeconds(3);
        String secret =
                newToken(name, "{\"name\":\"t\",\"expires\":\"" + soon + "\"}").getString("secret");

        assertThat(visitor.get("api/v1/me", Visitor.bearer(secret)).statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> visitor.get("api/v1/me", Visitor.bearer(secret)).statusCode() == 401);
    }

    @Test
    void givesNoTokenThatDoesMoreThanItsOwnerOrThatOutlivesATokensOwnEnd() {
        String name = newAccount("VIEWER");
        assertThat(visitor.json(
                                "POST",
                                "api/v1/tokens",
                                "{\"name\":\"t\",\"role\":\"ADMIN\"}",
                                Visitor.basic(name, PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        String secret = newToken(name, "{\"name\":\"t\"}").getString("secret");
        assertThat(visitor.json("POST", "api/v1/tokens", "{\"name\":\"u\"}", Visitor.bearer(secret))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void refusesWhatTheRoleDoesNotAllow() {
        String[] viewer = Visitor.basic(newAccount("VIEWER"), PASSWORD);

        HttpResponse<String> response = visitor.get("api/v1/users", viewer);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
        assertThat(visitor.get("api/v1/users", Visitor.asAdministrator()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void namesTheMemberOfABodyThatIsUnknownMissingOrOfAnotherType() {
        String me = "api/v1/me/password";
        assertField("passwort", "POST", me, "{\"currentPassword\":\"a\",\"passwort\":\"b\"}");
        assertField("currentPassword", "POST", me, "{\"password\":\"b\"}");
        assertField("password", "POST", me, "{\"currentPassword\":\"a\",\"password\":7}");
        assertField("rolle", "POST", "api/v1/tokens", "{\"name\":\"t\",\"rolle\":\"VIEWER\"}");
        assertField("role", "POST", "api/v1/tokens", "{\"name\":\"t\",\"role\":\"KING\"}");
        assertField("name", "POST", "api/v1/tokens", "{}");
        assertField("name", "POST", "api/v1/tokens", "{\"name\":\"t\",\"name\":\"u\"}");
        assertField("expires", "POST", "api/v1/tokens", "{\"name\":\"t\",\"expires\":\"soon\"}");
        assertField("clientId", "POST", "api/v1/tokens", "{\"name\":\"t\",\"clientId\":[]}");
        assertField("username", "POST", "api/v1/users", "{\"password\":\"p\",\"role\":\"VIEWER\"}");
        assertField("role", "POST", "api/v1/users", "{\"username\":\"u\",\"password\":\"p\",\"role\":null}");
        assertField("disabled", "POST", "api/v1/users", user("x", "VIEWER").replace("}", ",\"disabled\":true}"));
        assertField("role", "PUT", "api/v1/users/0/role", "{\"role\":\"viewer\"}");
        assertField("disabled", "PUT", "api/v1/users/0/disabled", "{\"disabled\":\"no\"}");
        assertField("password", "POST", "api/v1/users/0/password", "{}");
        assertField("body", "POST", "api/v1/users/0/password", null);
    }

    private void assertField(String field, String method, String path, String json) {
        HttpResponse<String> response = visitor.json(method, path, json, Visitor.asAdministrator());
        assertThat(response.statusCode()).as(path + json).isEqualTo(400);
        assertThat(body(response).getString("field")).as(response.body()).isEqualTo(field);
    }

    @Test
    void refusesAMethodThatNamesNoRightToEverybody() {
        assertThat(visitor.get("api/test/unguarded", Visitor.asAdministrator()).statusCode())
                .isEqualTo(403);
        assertThat(visitor.get("api/test/unguarded/open", Visitor.asAdministrator())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void endsSessionsAndTokensOfADisabledAccountAtOnce() {
        String name = newAccount("USER");
        String secret = newToken(name, "{\"name\":\"t\"}").getString("secret");
        Visitor person = signedIn(name);
        administer("PUT", idOf(name) + "/disabled", "{\"disabled\":true}", 200);

        assertThat(person.get("api/v1/me").statusCode()).isEqualTo(401);
        assertThat(visitor.get("api/v1/me", Visitor.bearer(secret)).statusCode())
                .isEqualTo(401);
        assertThat(visitor.get("api/v1/me", Visitor.basic(name, PASSWORD)).statusCode())
                .isEqualTo(401);
        assertThat(new Visitor(base).signIn(name, PASSWORD).body()).contains("disabled");
    }

    @Test
    void signsInByTheFormUnderANewSessionId() {
        String name = newAccount("VIEWER");
        visitor.page("login");
        String before = visitor.sessionId().orElseThrow();

        HttpResponse<String> response = visitor.signIn(name, PASSWORD);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(location(response)).endsWith(ReturnPath.HOME);
        assertThat(visitor.sessionId()).isPresent().get().isNotEqualTo(before);
        assertThat(header(response, "Set-Cookie"))
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Lax");
        assertThat(body(visitor.get("api/v1/me")).getString("means")).isEqualTo("SESSION");
    }

    @Test
    void registersByTheFormAndWelcomesTheNewcomerOnTheNext() {
        String name = "Zo\u00eb " + UUID.randomUUID();

        HttpResponse<String> response = visitor.register(name, PASSWORD);

        assertThat(location(response)).endsWith("/login");
        assertThat(visitor.page("login").body())
                .contains("Welcome, " + name)
                .contains("rm-info")
                .doesNotContain("class=\"rm-error");
        assertThat(visitor.register(name, PASSWORD).body()).contains("is taken", "rm-error");
        assertThat(visitor.register("", PASSWORD).body()).contains("must not be blank");
        assertThat(body(visitor.get("api/v1/me", Visitor.basic(name, PASSWORD))).getString("role"))
                .isEqualTo("VIEWER");
    }

    @Test
    void showsAWrongPasswordOnTheForm() {
        HttpResponse<String> response = visitor.signIn(newAccount("VIEWER"), "not the password");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("The user name or the password is wrong.", "rm-error");
        assertThat(visitor.get("api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void asksForBothFieldsOfTheForm() {
        assertThat(visitor.signIn("somebody", "").body()).contains("Please fill in");
    }

    @Test
    void goesBackToTheWantedPageButNeverToAnotherHost() {
        String name = newAccount("VIEWER");

        assertThat(location(new Visitor(base).signIn("login?next=%2Fjobs%2F1", name, PASSWORD)))
                .endsWith("/jobs/1");
        for (String evil : new String[] {"%2F%2Fevil.example", "https:%2F%2Fevil.example", "%2F%5Cevil.example"}) {
            assertThat(location(new Visitor(base).signIn("login?next=" + evil, name, PASSWORD)))
                    .as(evil)
                    .endsWith(ReturnPath.HOME)
                    .doesNotContain("evil");
        }
    }

    @Test
    void takesAPageFormOnlyWithItsViewState() {
        String name = newAccount("VIEWER");
        Visitor person = signedIn(name);

        person.json("POST", "logout", "leave=leave&leave:submit=send");

        assertThat(person.get("api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void takesAChangeBySessionOnlyWithItsToken() {
        Visitor person = signedIn(newAccount("USER"));
        String token = "{\"name\":\"by session\"}";

        assertThat(person.json("POST", "api/v1/tokens", token).statusCode()).isEqualTo(403);
        assertThat(person.json("POST", "api/v1/tokens", token, "X-Reelmill-Csrf", "wrong")
                        .statusCode())
                .isEqualTo(403);
        assertThat(person.json("POST", "api/v1/tokens", token, "X-Reelmill-Csrf", person.csrfToken())
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void takesNoChangeFromAnotherSite() {
        HttpResponse<String> response = visitor.json(
                "POST",
                "api/v1/tokens",
                "{\"name\":\"t\"}",
                "Authorization",
                Visitor.asAdministrator()[1],
                "Sec-Fetch-Site",
                "cross-site");

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void endsTheSessionAtSignOut() {
        Visitor person = signedIn(newAccount("VIEWER"));
        assertThat(person.page("logout").body()).contains("Do you want to end your session?");
        assertThat(person.get("api/v1/me").statusCode()).isEqualTo(200);

        HttpResponse<String> response = person.submit("logout", "leave", Map.of());

        assertThat(location(response)).endsWith("/login");
        assertThat(person.get("api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void slowsDownGuessingAndSaysForHowLong() {
        String name = newAccount("VIEWER");
        for (int i = 0; i < 5; i++) {
            assertThat(visitor.get("api/v1/me", Visitor.basic(name, "wrong " + i))
                            .statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> refused = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> visitor.get("api/v1/me", Visitor.basic(name, "wrong again")),
                        it -> it.statusCode() == 429);

        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isPositive();
        assertThat(refused.body()).contains("seconds");
    }

    @Test
    void demandsAnotherPasswordWhereSomebodyElseChoseIt() {
        String name = UUID.randomUUID().toString();
        administer("POST", "", user(name, "VIEWER"), 201);
        String[] basic = Visitor.basic(name, PASSWORD);

        HttpResponse<String> refused = visitor.get("api/v1/tokens", basic);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("password of your own");
        assertThat(body(visitor.get("api/v1/me", basic)).getBoolean("mustChangePassword"))
                .isTrue();
        Visitor person = signedIn(name);
        assertThat(location(person.page("jobs"))).endsWith("/password");
        HttpResponse<String> changed = person.submit(
                "password", "change", Map.of("change:current", PASSWORD, "change:wanted", "another long password"));
        assertThat(location(changed)).endsWith(ReturnPath.HOME);
        assertThat(person.get("api/v1/tokens").statusCode()).isEqualTo(200);
        assertThat(visitor.get("api/v1/me", basic).statusCode()).isEqualTo(401);
    }

    @Test
    void endsOtherSessionsWhenThePasswordChanges() {
        String name = newAccount("VIEWER");
        Visitor elsewhere = signedIn(name);
        changePassword(name, PASSWORD, "another long password");

        assertThat(elsewhere.get("api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void putsTheSecurityHeadersOnEveryKindOfAnswer() {
        for (HttpResponse<String> response : new HttpResponse[] {
            visitor.page("login"), visitor.page("jobs"), visitor.get("api/v1/me"), visitor.get("api/health/live")
        }) {
            assertThat(header(response, "X-Content-Type-Options"))
                    .as(response.uri().toString())
                    .isEqualTo("nosniff");
            assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(response, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(response.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .contains("frame-ancestors 'none'");
            assertThat(response.headers().firstValue("Strict-Transport-Security"))
                    .isEmpty();
        }
        assertThat(header(visitor.page("login"), "Content-Security-Policy"))
                .containsPattern("script-src 'self' 'nonce-[^']+'")
                .doesNotContain("unsafe-eval");
    }

    @Test
    void servesPagesUnderTheirShortAddressOnly() {
        Visitor person = signedIn(newAccount("VIEWER"));

        assertThat(person.page("password").statusCode()).isEqualTo(200);
        assertThat(person.page("account/password.xhtml").statusCode()).isIn(301, 302, 404);
        assertThat(person.page("nothing-here").statusCode()).isEqualTo(404);
        assertThat(person.page("nothing-here").body())
                .contains("Not found")
                .doesNotContainIgnoringCase("exception", "payara", "undertow");
        assertThat(person.page("users").statusCode()).isEqualTo(403);
    }

    private String newAccount(String role) {
        String name = UUID.randomUUID().toString();
        administer("POST", "", user(name, role), 201);
        changePassword(name, PASSWORD, PASSWORD + "!");
        changePassword(name, PASSWORD + "!", PASSWORD);
        return name;
    }

    private void changePassword(String name, String current, String wanted) {
        HttpResponse<String> response = visitor.json(
                "POST",
                "api/v1/me/password",
                "{\"currentPassword\":\"" + current + "\",\"password\":\"" + wanted + "\"}",
                Visitor.basic(name, current));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    private static String user(String name, String role) {
        return "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\",\"role\":\"" + role + "\"}";
    }

    private JsonObject newToken(String name, String wanted) {
        HttpResponse<String> response = visitor.json("POST", "api/v1/tokens", wanted, Visitor.basic(name, PASSWORD));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return body(response);
    }

    private int idOf(String name) {
        return body(visitor.get("api/v1/me", Visitor.basic(name, PASSWORD))).getInt("id");
    }

    private void administer(String method, String path, String body, int status) {
        HttpResponse<String> response = visitor.json(
                method, path.isEmpty() ? "api/v1/users" : "api/v1/users/" + path, body, Visitor.asAdministrator());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }

    private Visitor signedIn(String name) {
        Visitor person = new Visitor(base);
        assertThat(person.signIn(name, PASSWORD).statusCode()).isEqualTo(302);
        return person;
    }

    private static JsonObject body(HttpResponse<String> response) {
        return Json.createReader(new StringReader(response.body())).readObject();
    }

    private static String location(HttpResponse<String> response) {
        return header(response, "Location");
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}

package org.reelmill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who talks to the server over real HTTP, with cookies as a browser has them and without following redirects.
 * Headers are given as name, value, name, value.
 */
public final class Visitor {

    /** The administrator of the test server; {@link #administrator} registers him if nobody has yet. */
    public static final String ADMINISTRATOR = "test-administrator";

    /** His password. */
    public static final String PASSWORD = "a password for tests";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern VIEW_STATE =
            Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]+)\"");
    private static final Pattern NONCE = Pattern.compile("name=\"primefaces.nonce\" value=\"([^\"]+)\"");
    private static final Pattern CSRF = Pattern.compile("name=\"reelmill-csrf\" content=\"([^\"]+)\"");

    private final URI base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    public Visitor(URL base) {
        this.base = URI.create(base.toString());
    }

    /** A visitor without a session; the administrator exists after this call. Use {@link #basic} to act as he. */
    public static Visitor administrator(URL base) {
        Visitor visitor = new Visitor(base);
        if (visitor.get("api/v1/me", basic(ADMINISTRATOR, PASSWORD)).statusCode() != 200) {
            visitor.register(ADMINISTRATOR, PASSWORD);
        }
        return visitor;
    }

    /** The header of HTTP Basic. */
    public static String[] basic(String username, String password) {
        String pair = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new String[] {"Authorization", "Basic " + pair};
    }

    /** The header of the administrator. */
    public static String[] asAdministrator() {
        return basic(ADMINISTRATOR, PASSWORD);
    }

    /** The header of a token. */
    public static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** Asks for a page, as a browser does. */
    public HttpResponse<String> page(String path) {
        return get(path, "Accept", "text/html");
    }

    /** Sends JSON; a null body sends none. */
    public HttpResponse<String> json(String method, String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return send(method, path, body, all);
    }

    /** Opens a page and sends the form in it. */
    public HttpResponse<String> submit(String path, String form, Map<String, String> fields) {
        return submit(path, form, form + ":submit", fields);
    }

    private HttpResponse<String> submit(String path, String form, String button, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(form, form);
        all.put(button, "send");
        String page = page(path).body();
        all.put("jakarta.faces.ViewState", find(VIEW_STATE, page).orElseThrow());
        all.put("primefaces.nonce", find(NONCE, page).orElseThrow());
        return send(
                "POST", path, encoded(all), "Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html");
    }

    public HttpResponse<String> signIn(String username, String password) {
        return signIn("login", username, password);
    }

    /** @param path of the login page, with its query */
    public HttpResponse<String> signIn(String path, String username, String password) {
        return submit(path, "login", "submit", Map.of("username", username, "password", password));
    }

    public HttpResponse<String> register(String username, String password) {
        return submit(
                "register", "register", Map.of("register:newUsername", username, "register:newPassword", password));
    }

    /** The token of the session for changes by script. */
    public String csrfToken() {
        return find(CSRF, page("password").body()).orElseThrow();
    }

    /** The cookie of the session. */
    public Optional<String> sessionId() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("REELMILL"))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

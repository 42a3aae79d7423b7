package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The document that the build made, against the resources that are there. */
class OpenApiTest {

    private final JsonObject document = read();

    @Test
    void knowsEveryPathAndMethodAndNoOther() {
        Set<String> documented = new TreeSet<>();
        document.getJsonObject("paths").forEach((path, item) -> ((JsonObject) item)
                .keySet()
                .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(documented).containsExactlyElementsOf(Routes.ofRest()).isNotEmpty();
    }

    @Test
    void saysWhatEachOperationIsForAndWhoMayCallIt() {
        document.getJsonObject("paths").forEach((path, item) -> ((JsonObject) item).forEach((method, value) -> {
            JsonObject operation = (JsonObject) value;
            assertThat(operation.getString("summary", ""))
                    .as(method + " " + path)
                    .isNotBlank();
            if (!path.startsWith("/api/health/")) {
                assertThat(operation.getJsonArray("security"))
                        .as(method + " " + path)
                        .hasSize(2);
            }
        }));
    }

    @Test
    void namesTheRightThatAnOperationNeeds() {
        JsonObject pause = document.getJsonObject("paths")
                .getJsonObject("/api/v1/jobs/{uuid}/pause")
                .getJsonObject("post");

        assertThat(pause.getJsonArray("security")
                        .getJsonObject(0)
                        .getJsonArray("basic")
                        .getValuesAs(JsonString::getString))
                .containsExactly("jobs");
        assertThat(document.getJsonObject("components").getJsonObject("securitySchemes"))
                .containsOnlyKeys("basic", "token");
    }

    private static JsonObject read() {
        try (var reader = Json.createReader(OpenApiTest.class.getResourceAsStream("openapi.json"))) {
            return reader.readObject();
        }
    }
}

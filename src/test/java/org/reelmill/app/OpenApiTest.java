package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

        assertThat(documented).containsExactlyElementsOf(implemented()).isNotEmpty();
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

    private static Set<String> implemented() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.reelmill").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(OpenApiTest::operations)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> operations(Class<?> resource) {
        String root = "/api/" + resource.getAnnotation(Path.class).value();
        return Arrays.stream(resource.getDeclaredMethods())
                .flatMap(method -> httpMethod(method).map(verb -> verb + " " + root + below(method)));
    }

    private static Stream<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(HttpMethod::value);
    }

    private static String below(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : "/" + path.value();
    }

    private static JsonObject read() {
        try (var reader = Json.createReader(OpenApiTest.class.getResourceAsStream("openapi.json"))) {
            return reader.readObject();
        }
    }
}

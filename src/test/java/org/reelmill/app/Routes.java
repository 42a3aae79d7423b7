package org.reelmill.app;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out which routes the product has. */
final class Routes {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.reelmill");

    private static final java.nio.file.Path PAGES = java.nio.file.Path.of("src/main/webapp");

    private Routes() {}

    /** {@code GET /api/v1/jobs/{uuid}}, for every method of every resource. */
    static Set<String> ofRest() {
        return PRODUCT.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::reflect)
                .flatMap(Routes::operations)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code GET /renditions/{path}}, for every method of every servlet of our own; the bare address is a page. Nobody reaches WEB-INF. */
    static Set<String> ofServlets() {
        return PRODUCT.stream()
                .filter(type -> type.isAnnotatedWith(WebServlet.class))
                .flatMap(type -> patterns(type.reflect().getAnnotation(WebServlet.class))
                        .filter(pattern -> !pattern.startsWith("/WEB-INF/"))
                        .flatMap(pattern -> pattern.isEmpty()
                                ? Stream.of("PAGE /")
                                : verbs(type.reflect()).map(verb -> verb + " " + pattern.replace("*", "{path}"))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> patterns(WebServlet servlet) {
        return Stream.of(servlet.value(), servlet.urlPatterns()).flatMap(Arrays::stream);
    }

    /** HEAD is let out: it is answered where GET is. */
    private static Stream<String> verbs(Class<?> servlet) {
        return Stream.<Class<?>>iterate(servlet, type -> type != HttpServlet.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map(Method::getName)
                .filter(List.of("doGet", "doPost", "doPut", "doDelete")::contains)
                .map(name -> name.substring(2).toUpperCase(Locale.ROOT))
                .distinct();
    }

    /** {@code PAGE /jobs}, for every page. */
    static Set<String> ofPages() {
        return pageFiles().stream()
                .map(file -> "PAGE /" + file.replaceFirst(".*/", "").replaceFirst("\\.xhtml$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code /account/login.xhtml}, for every page. */
    static Set<String> pageFiles() {
        try (Stream<java.nio.file.Path> files = Files.walk(PAGES)) {
            return files.map(PAGES::relativize)
                    .map(file -> "/" + file.toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".xhtml") && !file.startsWith("/WEB-INF/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}

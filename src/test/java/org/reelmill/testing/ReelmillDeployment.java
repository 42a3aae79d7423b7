package org.reelmill.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The WAR as the build made it, with the classes of the in-container tests, the job definitions of
 * {@code src/test/resources} and the assertion libraries. Starts with a fresh home.
 */
public final class ReelmillDeployment {

    private static final String MARKER = ".reelmill";

    private ReelmillDeployment() {}

    @Deployment
    static WebArchive application() throws IOException {
        prepareHome(Path.of(System.getProperty("reelmill.test.home")));
        WebArchive war = ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                .importFrom(new File(System.getProperty("reelmill.test.war")))
                .as(WebArchive.class);
        for (Class<?> type : List.of(Assertions.class, Awaitility.class, Matcher.class)) {
            war.addAsLibrary(jarOf(type));
        }
        war.addAsLibrary(openToArquillian());
        addTestClasses(war, Path.of(System.getProperty("reelmill.test.classes")));
        return war;
    }

    /** The servlet through which tests come into the server asks for no sign-in. */
    private static JavaArchive openToArquillian() {
        return ShrinkWrap.create(JavaArchive.class, "open-to-arquillian.jar")
                .addAsManifestResource("open-to-arquillian.xml", "web-fragment.xml");
    }

    private static void prepareHome(Path home) throws IOException {
        if (Files.exists(home)) {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(home);
        Files.createFile(home.resolve(MARKER));
    }

    private static File jarOf(Class<?> type) {
        return new File(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static void addTestClasses(WebArchive war, Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile)
                    .map(classes::relativize)
                    .filter(ReelmillDeployment::belongsInTheServer)
                    .forEach(file -> war.addAsWebInfResource(
                            classes.resolve(file).toFile(),
                            "classes/" + file.toString().replace(File.separatorChar, '/')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plain tests stay outside, with the libraries that only they need. */
    private static boolean belongsInTheServer(Path file) {
        String name = file.toString().replace(File.separatorChar, '/');
        boolean testClass = name.startsWith("org/reelmill/")
                && name.endsWith(".class")
                && !name.startsWith("org/reelmill/architecture/")
                && !name.startsWith("org/reelmill/simulation/")
                && !name.startsWith("org/reelmill/faults/")
                && !name.startsWith("org/reelmill/cli/")
                && !name.matches(
                        ".*(Test|Contract|OneDeployment|ReelmillDeployment|MariaDbServer|MariaDbProcess|Browser|BrowserIT|Routes)"
                                + "(\\$.*)?\\.class");
        return testClass || name.startsWith("META-INF/batch-jobs/");
    }
}

package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.testing.ReelmillIT;
import org.reelmill.testing.RestClient;

/** Runs the lines of src/site/api.md as they stand; left out where there is no bash and no curl. */
@Tag("once")
@RunAsClient
class ApiGuideIT extends ReelmillIT {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @ArquillianResource
    private URL base;

    @TempDir
    Path folder;

    @Test
    void doesWhatItsExamplesSay() throws Exception {
        assumeTrue(isThere("curl") && isThere("bash"), "no curl or no bash");
        String script = BLOCK.matcher(Files.readString(Path.of("src/site/api.md")))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n", "set -euxo pipefail\n", ""));
        Files.writeString(folder.resolve("film.mp4"), "no film at all");
        Path said = folder.resolve("said.txt");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        bash.environment().put("MILL", base.toString().replaceFirst("/$", ""));
        bash.environment().put("TOKEN", RestClient.tokenOfClient(base, "ADMIN", "guide"));

        Process run = bash.start();

        assertThat(run.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(run.exitValue()).as(Files.readString(said)).isZero();
        try (ZipFile backup = new ZipFile(folder.resolve("backup.zip").toFile())) {
            assertThat(backup.getEntry(Backup.MANIFEST)).isNotNull();
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

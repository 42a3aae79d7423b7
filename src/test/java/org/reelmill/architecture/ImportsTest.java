package org.reelmill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The ladder, read from the sources: the compiler copies constants into the classes that use them, so {@link
 * ArchitectureTest} sees nothing of a class that lends only those.
 */
class ImportsTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "org", "reelmill");
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?org\\.reelmill\\.(\\w+)\\.");

    @Test
    void importOnlyWhatTheLadderAllows() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).toList())
                    .hasSizeGreaterThan(100)
                    .allSatisfy(ImportsTest::check);
        }
    }

    private static void check(Path file) throws IOException {
        String feature = SOURCES.relativize(file).getName(0).toString();
        Set<String> allowed = Places.LADDER.get(feature);
        assertThat(IMPORT.matcher(Files.readString(file)).results().map(found -> found.group(1)))
                .allMatch(used -> used.equals(feature) || used.equals("shared") || allowed.contains(used));
    }
}

package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.testing.ReelmillIT;

/** The command line against the server that the tests share; what happens when servers die is in {@code CliFarmIT}. */
@RunAsClient
class CliIT extends ReelmillIT {

    @ArquillianResource
    private URL base;

    @TempDir
    private Path folder;

    private Commands owner;
    private Commands stranger;

    @BeforeEach
    void beTwoClients() throws IOException {
        owner = Commands.of("owner-" + UUID.randomUUID(), folder, List.of(base));
        stranger = Commands.of("stranger-" + UUID.randomUUID(), folder, List.of(base));
    }

    @Test
    void convertsAFileThatNobodyElseSees() throws IOException {
        Path picture = Commands.picture(folder.resolve("one.png"), 1);

        assertThat(owner.run("item", "put", "--wait", picture.toString())).isEqualTo(Exit.DONE);

        assertThat(folder.resolve("one.webp")).isNotEmptyFile();
        String item =
                JsonText.read(owner.lines("item", "list", "--json").get(0)).getString("item_id");
        assertThat(stranger.run("item", "status", item)).isEqualTo(Exit.NOT_FOUND);
        assertThat(stranger.run("item", "get", item)).isEqualTo(Exit.NOT_FOUND);
        assertThat(stranger.run("item", "delete", item)).isEqualTo(Exit.NOT_FOUND);
        assertThat(owner.run(
                        "item",
                        "get",
                        item,
                        "--output",
                        folder.resolve("again.webp").toString()))
                .isEqualTo(Exit.DONE);
        assertThat(folder.resolve("again.webp")).hasSameBinaryContentAs(folder.resolve("one.webp"));
        assertThat(owner.run("item", "delete", item)).isEqualTo(Exit.DONE);
        assertThat(owner.run("item", "status", item)).isEqualTo(Exit.NOT_FOUND);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void convertsFilesWhoseNamesNoServerTakes() throws IOException {
        Path tree = folder.resolve("odd names");
        List<String> names = List.of("two\nlines", "a\ttab", "back\\slash", "$(touch x) 'y' \"z\"", "n".repeat(220));
        for (String name : names) {
            Commands.picture(tree.resolve(name + ".png"), names.indexOf(name));
        }

        assertThat(owner.run("batch", "--delete-sources", tree.toString())).isEqualTo(Exit.DONE);

        assertThat(tree.toFile().list())
                .contains(names.stream().map(name -> name + ".webp").toArray(String[]::new))
                .noneMatch(name -> name.endsWith(".png"));
    }

    @Test
    void convertsATreeOnceHoweverOftenItIsStarted() throws IOException {
        Path tree = folder.resolve("tree");
        for (int i = 0; i < 6; i++) {
            Commands.picture(tree.resolve(i % 3 + "/p" + i + ".png"), i);
        }
        Files.writeString(tree.resolve("broken.jpg"), "no picture at all");

        assertThat(owner.run("batch", tree.toString(), "-p", "3")).isEqualTo(Exit.FAILED);
        List<String> again = owner.lines("batch", tree.toString(), "-p", "3", "--json", "--delete-sources");

        assertThat(again.get(again.size() - 1)).contains("\"done_before\":6", "\"converted\":0", "\"failed\":1");
        try (Stream<Path> files = Files.walk(tree)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
            assertThat(names).filteredOn(name -> name.endsWith(".webp")).hasSize(6);
            assertThat(names).as("only what was converted is deleted").contains("broken.jpg");
            assertThat(names).noneMatch(name -> name.endsWith(".png") || name.endsWith(".part"));
        }
    }
}

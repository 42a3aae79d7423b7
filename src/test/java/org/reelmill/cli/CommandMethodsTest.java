package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands that are methods get their parameters in the right order, whatever options are added to all commands. */
class CommandMethodsTest {

    @TempDir
    Path folder;

    @Test
    void eachComesAsFarAsTheServer() {
        List<CommandLine> found = new ArrayList<>();
        collect(Main.commands(), found);

        assertThat(found).isNotEmpty().allSatisfy(command -> assertThat(Main.run(call(command)))
                .as(command.getCommandSpec().qualifiedName())
                .isEqualTo(Exit.UNREACHABLE));
    }

    /** Only what is asked for is looked at; it must be what stands in the help. */
    @Test
    void eachIsTheSameByItselfAsAmongAll() {
        Map<String, CommandLine> all = new HashMap<>(Main.commands().getSubcommands());
        // they are about the others
        all.keySet().removeAll(List.of("help", "generate-completion"));

        assertThat(all).hasSize(8);
        all.forEach((name, among) -> {
            Map<String, CommandLine> alone = Main.commands(name, "--help").getSubcommands();
            assertThat(alone).containsOnlyKeys(name);
            assertThat(alone.get(name).getUsageMessage()).isEqualTo(among.getUsageMessage());
        });
    }

    private static void collect(CommandLine commands, List<CommandLine> found) {
        commands.getSubcommands().values().forEach(command -> {
            if (command.getCommandSpec().userObject() instanceof Method) {
                found.add(command);
            }
            collect(command, found);
        });
    }

    private String[] call(CommandLine command) {
        List<String> words = new ArrayList<>(
                List.of(command.getCommandSpec().qualifiedName(" ").split(" ")));
        words.remove(0);
        words.addAll(List.of("-s", "http://127.0.0.1:1", folder.resolve("x").toString()));
        return words.toArray(String[]::new);
    }
}

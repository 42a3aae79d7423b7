package org.reelmill.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "node",
        description = "The servers that work.",
        subcommands = {NodeCommand.ListNodes.class})
final class NodeCommand {

    @Command(
            name = "drain",
            mixinStandardHelpOptions = true,
            description = "Lets nodes finish what they have in hand and take nothing more.")
    Integer drain(@Mixin Common asked, @Parameters(paramLabel = "NODE", arity = "1..*") List<String> nodes) {
        return order(asked, nodes, "drain");
    }

    @Command(name = "undrain", mixinStandardHelpOptions = true, description = "Lets nodes take work again.")
    Integer undrain(@Mixin Common asked, @Parameters(paramLabel = "NODE", arity = "1..*") List<String> nodes) {
        return order(asked, nodes, "undrain");
    }

    @Command(name = "authorise", mixinStandardHelpOptions = true, description = "Gives nodes back the right to work.")
    Integer authorise(@Mixin Common asked, @Parameters(paramLabel = "NODE", arity = "1..*") List<String> nodes) {
        return order(asked, nodes, "authorise");
    }

    @Command(name = "deauthorise", mixinStandardHelpOptions = true, description = "Takes nodes the right to work.")
    Integer deauthorise(@Mixin Common asked, @Parameters(paramLabel = "NODE", arity = "1..*") List<String> nodes) {
        return order(asked, nodes, "deauthorise");
    }

    @Command(name = "terminate", mixinStandardHelpOptions = true, description = "Lets nodes leave between tasks.")
    Integer terminate(@Mixin Common asked, @Parameters(paramLabel = "NODE", arity = "1..*") List<String> nodes) {
        return order(asked, nodes, "terminate");
    }

    private static Integer order(Common asked, List<String> nodes, String action) {
        Api api = asked.api();
        Console console = asked.console();
        for (String node : nodes) {
            api.post(JsonText.object().build(), "nodes", node, action);
            console.result(
                    JsonText.object().add("node", node).add("asked", action).build(), node + ": " + action);
        }
        return Exit.DONE;
    }

    static void print(Console console, JsonObject node) {
        console.result(
                node,
                "%s  %-12s %s",
                node.getString("uuid", ""),
                node.getString("state", ""),
                node.getString("name", ""));
    }

    @Command(name = "list", description = "Lists nodes.")
    static final class ListNodes implements Callable<Integer> {

        @Mixin
        private Common common;

        @Override
        public Integer call() {
            Console console = common.console();
            common.api().get("nodes").json().getJsonArray("items").forEach(node -> print(console, (JsonObject) node));
            return Exit.DONE;
        }
    }
}

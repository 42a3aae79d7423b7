package org.reelmill.cli;

import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "queue",
        description = "The conversions of all clients, for those who run the server (S2.15).",
        subcommands = {QueueCommand.ListQueue.class, QueueCommand.Threads.class, QueueCommand.Types.class})
final class QueueCommand {

    @Command(name = "list", description = "Lists the items of all clients, newest first.")
    static final class ListQueue implements Callable<Integer> {

        @Mixin
        private Common common;

        @Option(names = "--status", paramLabel = "STATE", description = "Only items in this state, such as to_do")
        private String status;

        @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default 50)")
        private int limit;

        @Override
        public Integer call() {
            Console console = common.console();
            Api api = common.api();
            String filter = status == null ? "" : "&status=" + Api.encoded(status);
            api.query("limit=" + limit + filter, "item")
                    .json()
                    .values()
                    .forEach(item -> Report.item(console, api, (JsonObject) item));
            return Exit.DONE;
        }
    }

    @Command(name = "threads", description = "What is converted where, and since when (S2.10).")
    static final class Threads implements Callable<Integer> {

        @Mixin
        private Common common;

        @Override
        public Integer call() {
            Console console = common.console();
            common.api()
                    .get("conversions", "threads")
                    .json()
                    .getJsonArray("items")
                    .forEach(value -> {
                        JsonObject thread = (JsonObject) value;
                        console.result(
                                thread,
                                "%s  %s  %s  %d s  %s",
                                thread.getString("node"),
                                thread.getString("item"),
                                thread.getString("conversionType"),
                                thread.getJsonNumber("seconds").longValue(),
                                thread.getString("fileName"));
                    });
            return Exit.DONE;
        }
    }

    @Command(name = "types", description = "What files may be converted to.")
    static final class Types implements Callable<Integer> {

        @Mixin
        private Common common;

        @Override
        public Integer call() {
            Console console = common.console();
            common.api()
                    .get("conversions", "types")
                    .json()
                    .getJsonArray("items")
                    .forEach(value -> {
                        JsonObject type = (JsonObject) value;
                        console.result(
                                type,
                                "%-10s %-6s %s%s",
                                type.getString("name"),
                                type.getString("kind"),
                                type.getString("label"),
                                type.getBoolean("active", true) ? "" : " (switched off)");
                    });
            return Exit.DONE;
        }
    }
}

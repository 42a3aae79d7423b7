package org.reelmill.cli;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "item",
        description = "Have files converted: hand in, ask later, fetch later.",
        synopsisSubcommandLabel = "put|list|status|get|delete|sync",
        subcommands = {
            ItemCommand.Put.class,
            ItemCommand.ListItems.class,
            ItemCommand.Status.class,
            ItemCommand.Get.class,
            ItemCommand.Delete.class,
            ItemCommand.Sync.class
        })
final class ItemCommand {

    @Command(
            name = "put",
            aliases = "upload",
            description = {
                "Hands files in to be converted.",
                "While no server answers they are kept in the local database and sent by the next 'item sync' or"
                        + " 'watch'."
            })
    static final class Put implements Callable<Integer> {

        @Mixin
        private Common common;

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to be converted")
        private List<Path> files;

        @Option(
                names = {"-t", "--type"},
                paramLabel = "TYPE",
                description = "Conversion, as 'queue types' lists them; else x265, webp or opus, by what the file is")
        private String type;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "DIR",
                description = "Folder for the results; else beside the files")
        private Path output;

        @Option(names = "--wait", description = "Wait for the results and fetch them")
        private boolean wait;

        @Override
        public Integer call() {
            Console console = common.console();
            Settings settings = common.settings();
            Ledger ledger = Ledger.in(settings.database());
            Courier courier = new Courier(settings, ledger, console, common.clock(), common.patience());
            List<Entry> entries =
                    files.stream().map(file -> entry(courier, file)).toList();
            List<Entry> after = wait
                    ? courier.advanceAll(entries, 1, true)
                    : entries.stream().map(courier::advance).toList();
            after.forEach(entry -> Report.entry(console, entry));
            return Report.exitCode(after);
        }

        private Entry entry(Courier courier, Path file) {
            if (!Files.isRegularFile(file)) {
                throw new CliException(Exit.NOT_FOUND, file + " is no file");
            }
            String conversion = Optional.ofNullable(type)
                    .or(() -> MediaType.of(file).map(MediaType::usualConversion))
                    .orElseThrow(
                            () -> new CliException(Exit.USAGE, "What shall " + file + " become? Name it by --type"));
            Path folder =
                    Optional.ofNullable(output).orElse(file.toAbsolutePath().getParent());
            return courier.entry(file, conversion, folder.resolve(ResultName.of(file, conversion)));
        }
    }

    @Command(
            name = "list",
            description =
                    "Lists this client's items of all servers that answer, or with --local what the local database"
                            + " knows.")
    static final class ListItems implements Callable<Integer> {

        private static final int PAGE = 500;

        @Mixin
        private Common common;

        @Option(names = "--local", description = "What the local database knows; needs no server")
        private boolean local;

        @Option(names = "--status", paramLabel = "STATE", description = "Only items in this state, such as in_progress")
        private String status;

        @Override
        public Integer call() {
            Console console = common.console();
            Settings settings = common.settings();
            if (local) {
                Ledger.in(settings.database()).all().stream()
                        .filter(entry -> status == null || entry.status().word().equals(status))
                        .forEach(entry -> Report.entry(console, entry));
                return Exit.DONE;
            }
            Servers servers = new Servers(settings.servers());
            servers.first();
            servers.all().stream().filter(Api::isAlive).forEach(api -> list(console, api, settings.clientId()));
            return Exit.DONE;
        }

        private void list(Console console, Api api, String client) {
            String filter = status == null ? "" : "&status=" + Api.encoded(status);
            int offset = 0;
            long total;
            do {
                Api.Answer answer = api.query("limit=" + PAGE + "&offset=" + offset + filter, "item", client);
                answer.json().values().forEach(item -> Report.item(console, api, (JsonObject) item));
                total = answer.header("X-Total-Count").map(Long::parseLong).orElse(0L);
                offset += PAGE;
            } while (offset < total);
        }
    }

    /** Finds the server that has an item: the one that the ledger names, else each that answers. */
    private static Api serverOf(Settings settings, String item) {
        Servers servers = new Servers(settings.servers());
        Optional<Api> noted = Ledger.in(settings.database())
                .findItem(item)
                .flatMap(entry -> servers.find(entry.server()))
                .filter(Api::isAlive);
        if (noted.isPresent()) {
            return noted.get();
        }
        servers.first();
        return servers.all().stream()
                .filter(Api::isAlive)
                .filter(api -> has(api, settings.clientId(), item))
                .findFirst()
                .orElseThrow(() -> new CliException(Exit.NOT_FOUND, "No server that answers knows the item " + item));
    }

    private static boolean has(Api api, String client, String item) {
        try {
            return !Items.show(api, client, item).isEmpty();
        } catch (CliException e) {
            if (e.exitCode() == Exit.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Command(name = "status", description = "Shows an item.")
    static final class Status implements Callable<Integer> {

        @Mixin
        private Common common;

        @Parameters(paramLabel = "ITEM", arity = "1..*", description = "Ids of items")
        private List<String> items;

        @Override
        public Integer call() {
            Console console = common.console();
            for (String item : items) {
                Api api = serverOf(common.settings(), item);
                Report.item(console, api, Items.show(api, common.settings().clientId(), item));
            }
            return Exit.DONE;
        }
    }

    @Command(
            name = "get",
            aliases = "download",
            description = "Fetches a result. It is written beside its place, checked, and renamed when it is right.")
    static final class Get implements Callable<Integer> {

        @Mixin
        private Common common;

        @Parameters(paramLabel = "ITEM", description = "Id of the item")
        private String item;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "File or folder; else a file of the result's name in the current folder")
        private Path output;

        @Override
        public Integer call() {
            Console console = common.console();
            String client = common.settings().clientId();
            Api api = serverOf(common.settings(), item);
            JsonObject shown = Items.show(api, client, item);
            if (!shown.getString("status").equals("finished_successful")) {
                throw new CliException(
                        Exit.FAILED,
                        "Item " + item + " has no result; its state is " + shown.getString("status") + " "
                                + Courier.errors(shown));
            }
            JsonObject result = shown.getJsonObject("result");
            // the name comes from outside
            Path name = Path.of(result.getString("file_name")).getFileName();
            Path target = output == null ? name : Files.isDirectory(output) ? output.resolve(name) : output;
            new Transfers(console).download(api, client, item, result, target.toAbsolutePath());
            console.result(
                    JsonText.object(result).add("file", target.toString()).build(), target.toString());
            return Exit.DONE;
        }
    }

    @Command(name = "delete", description = "Removes items with their files from the server; work on them stops.")
    static final class Delete implements Callable<Integer> {

        @Mixin
        private Common common;

        @Parameters(paramLabel = "ITEM", arity = "1..*", description = "Ids of items")
        private List<String> items;

        @Override
        public Integer call() {
            Settings settings = common.settings();
            Ledger ledger = Ledger.in(settings.database());
            for (String item : items) {
                serverOf(settings, item).delete("item", settings.clientId(), item);
                ledger.findItem(item).ifPresent(ledger::remove);
                common.console()
                        .result(
                                JsonText.object()
                                        .add("item_id", item)
                                        .add("deleted", true)
                                        .build(),
                                item + " is removed");
            }
            return Exit.DONE;
        }
    }

    @Command(name = "sync", description = "Sends what waits in the local database, and fetches what is finished.")
    static final class Sync implements Callable<Integer> {

        @Mixin
        private Common common;

        @Option(names = "--wait", description = "Until everything has ended")
        private boolean wait;

        @Option(
                names = {"-p", "--number-of-parallel-process"},
                paramLabel = "N",
                defaultValue = "1",
                description = "Files at a time (default 1)")
        private int parallel;

        @Override
        public Integer call() {
            Console console = common.console();
            Settings settings = common.settings();
            Ledger ledger = Ledger.in(settings.database());
            Courier courier = new Courier(settings, ledger, console, common.clock(), common.patience());
            List<Entry> after = wait
                    ? courier.advanceAll(ledger.open(), Math.max(1, parallel), true)
                    : ledger.open().stream().map(courier::advance).toList();
            after.forEach(entry -> Report.entry(console, entry));
            return Report.exitCode(after);
        }
    }
}

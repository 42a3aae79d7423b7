package org.reelmill.cli;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar reelmill-cli.jar}. */
@Command(
        name = "reelmill",
        mixinStandardHelpOptions = true,
        version = "reelmill 0.1",
        description = "Hands files to Reelmill servers, asks what became of them, and fetches the results.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  reelmill item put --wait film.mp4          convert to H.265, fetch the result",
            "  reelmill batch -p 4 --type webp pictures   all images of a tree",
            "  reelmill job add --wait film.mkv           mill to the server's outputs",
            "  reelmill item list --json | jq .status",
            "",
            "The server is http://127.0.0.1:8080, that of REELMILL_CLI_SERVER, or those of the",
            "configuration (~/.config/reelmill/cli.json; keys list_of_servers,",
            "list_of_paths_to_observer, client_id, token_file, database). The token comes",
            "from REELMILL_CLI_TOKEN, from the file that REELMILL_CLI_TOKEN_FILE names, or",
            "from token_file of the configuration; never from an argument.",
            ""
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done; what waits for a server that is away is kept and counts as done",
            "1:something was not done",
            "2:the command or the configuration is wrong",
            "3:no server can be reached",
            "4:the token is not known, or its account may not do this",
            "5:there is no such item, job or file",
            "6:a server does not take the file: its size, its kind, a quota, a full disk"
        })
public final class Main {

    /** By name, in the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("item", ItemCommand.class);
        COMMANDS.put("batch", BatchCommand.class);
        COMMANDS.put("watch", WatchCommand.class);
        COMMANDS.put("job", JobCommand.class);
        COMMANDS.put("node", NodeCommand.class);
        COMMANDS.put("queue", QueueCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("admin", AdminCommand.class);
    }

    private Main() {}

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    /** @return the exit code */
    static int run(String... arguments) {
        return commands(arguments).execute(arguments);
    }

    /**
     * Only the command that is asked for, where one is: to find out about the options of all of them would take most of the time of
     * a start.
     */
    static CommandLine commands(String... arguments) {
        CommandLine commands = new CommandLine(new Main());
        String name = arguments.length > 0 ? arguments[0] : "";
        if (COMMANDS.containsKey(name)) {
            commands.addSubcommand(name, new CommandLine(COMMANDS.get(name)));
        } else {
            COMMANDS.forEach((each, type) -> commands.addSubcommand(each, new CommandLine(type)));
            commands.addSubcommand(new CommandLine.HelpCommand());
            commands.addSubcommand(new AutoComplete.GenerateCompletion());
        }
        // -h everywhere (S2.22). Methods have it from their annotations: what is added later shifts their parameters
        everywhere(commands);
        commands.setExecutionExceptionHandler((problem, command, parsed) -> {
            command.getErr().println(message(problem));
            return problem instanceof CliException known ? known.exitCode() : Exit.FAILED;
        });
        return commands;
    }

    private static void everywhere(CommandLine commands) {
        commands.getSubcommands().values().forEach(command -> {
            if (command.getCommandSpec().findOption("-h") == null) {
                command.getCommandSpec().mixinStandardHelpOptions(true);
            }
            everywhere(command);
        });
    }

    private static String message(Exception problem) {
        if (problem instanceof CliException || problem instanceof UncheckedIOException) {
            return problem.getMessage();
        }
        return "This failed by a fault of the client: " + problem;
    }
}

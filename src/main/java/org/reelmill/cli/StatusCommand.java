package org.reelmill.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description =
                "Tells which servers answer, and what waits in the local database. Ends with 3 when none answers.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private Common common;

    @Override
    public Integer call() {
        Console console = common.console();
        Settings settings = common.settings();
        boolean any = false;
        for (Server server : settings.servers()) {
            boolean alive = new Api(server).isAlive();
            any |= alive;
            console.result(
                    JsonText.object()
                            .add("server_id", server.name())
                            .add("reachable", alive)
                            .build(),
                    "%-40s %s",
                    server.name(),
                    alive ? "answers" : "does not answer");
        }
        List<Entry> open = Ledger.in(settings.database()).open();
        long queued = open.stream()
                .filter(entry -> entry.status() == Entry.Status.QUEUED)
                .count();
        console.result(
                JsonText.object()
                        .add("queued", queued)
                        .add("sent", open.size() - queued)
                        .build(),
                "Files that wait for a server: %d, that are at one: %d",
                queued,
                open.size() - queued);
        return any ? Exit.DONE : Exit.UNREACHABLE;
    }
}

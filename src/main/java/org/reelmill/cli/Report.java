package org.reelmill.cli;

import jakarta.json.JsonObject;
import java.util.List;

/** Items and entries as lines. */
final class Report {

    private Report() {}

    static void entry(Console console, Entry entry) {
        String where = entry.item().isEmpty() ? "" : "  " + entry.item();
        String why = entry.message().isEmpty() ? "" : "  " + entry.message();
        console.result(
                entry.json(), "%-9s%s  %s  %s%s", entry.status().word(), where, entry.file(), entry.conversion(), why);
    }

    static void item(Console console, Api api, JsonObject item) {
        JsonObject shown =
                JsonText.object(item).add("server_id", api.server().name()).build();
        console.result(
                shown,
                "%s  %-20s %10s  %s  %s",
                item.getString("item_id"),
                item.getString("status"),
                Progress.size(item.getJsonNumber("file_size").longValue()),
                item.getString("file_name"),
                Courier.errors(item));
    }

    /** What waits for a server is not failed: it is kept. */
    static int exitCode(List<Entry> entries) {
        boolean failed = entries.stream().anyMatch(entry -> entry.status() == Entry.Status.FAILED);
        boolean rejected = entries.stream().anyMatch(entry -> entry.status() == Entry.Status.REJECTED);
        return failed ? Exit.FAILED : rejected ? Exit.REJECTED : Exit.DONE;
    }
}

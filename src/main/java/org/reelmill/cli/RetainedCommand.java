package org.reelmill.cli;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Retains in a library what somebody had marked in the media manager before (S0.27). May be run again: it only ever retains. */
@Command(
        name = "import-retained",
        description = "Retains in a library the files and folders whose old paths a list names, one on a line.")
final class RetainedCommand implements Callable<Integer> {

    /** As many as the server takes in one request. */
    private static final int AT_A_TIME = 500;

    @Mixin
    private Common common;

    @Parameters(
            paramLabel = "LIST",
            description = "Such as: mariadb -N --raw -e \"SELECT item_path FROM files WHERE retain = 'retain'\"")
    private Path list;

    @Option(names = "--library", required = true, paramLabel = "NAME", description = "Library that has them now")
    private String library;

    @Option(
            names = "--below",
            required = true,
            paramLabel = "FOLDER",
            description = "What the old paths of that library began with")
    private Path below;

    @Override
    public Integer call() {
        Console console = common.console();
        Api api = common.api();
        List<String> paths = new ArrayList<>();
        boolean all = true;
        for (String line : lines()) {
            Path path = Path.of(line);
            if (path.startsWith(below) && !path.equals(below)) {
                paths.add(below.relativize(path).toString());
            } else {
                all = false;
                tell(console, line, "it does not lie below " + below);
            }
        }
        for (int from = 0; from < paths.size(); from += AT_A_TIME) {
            all &= retain(console, api, paths.subList(from, Math.min(paths.size(), from + AT_A_TIME)));
        }
        return all ? Exit.DONE : Exit.FAILED;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(list).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(list + " cannot be read", e);
        }
    }

    private boolean retain(Console console, Api api, List<String> paths) {
        JsonArrayBuilder names = JsonText.array();
        paths.forEach(names::add);
        JsonObject answer = api.post(
                        JsonText.object()
                                .add("paths", names)
                                .add("reason", "Imported")
                                .build(),
                        "libraries",
                        library,
                        "retain")
                .json();
        answer.getJsonArray("results")
                .getValuesAs(JsonObject.class)
                .forEach(result -> tell(
                        console,
                        result.getString("path"),
                        result.getBoolean("done")
                                ? "retained"
                                : JsonText.text(result, "reason").orElse("refused")));
        return answer.getInt("refused") == 0;
    }

    private static void tell(Console console, String path, String what) {
        console.result(JsonText.object().add("path", path).add("result", what).build(), "%s: %s", path, what);
    }
}

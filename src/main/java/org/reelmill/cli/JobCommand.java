package org.reelmill.cli;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "job",
        description = "Films that all nodes mill together.",
        subcommands = {JobCommand.Add.class, JobCommand.ListJobs.class, JobCommand.Show.class})
final class JobCommand {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private static final Set<String> ENDED = Set.of("COMPLETED", "ERROR", "CANCELLED", "REJECTED");

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Takes up no more tasks of jobs; what is in hand is finished.")
    Integer pause(@Mixin Common asked, @Parameters(paramLabel = "JOB", arity = "1..*") List<String> jobs) {
        return order(asked, jobs, "pause");
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Goes on with paused jobs.")
    Integer resume(@Mixin Common asked, @Parameters(paramLabel = "JOB", arity = "1..*") List<String> jobs) {
        return order(asked, jobs, "resume");
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends jobs; their sources go to quarantine.")
    Integer cancel(@Mixin Common asked, @Parameters(paramLabel = "JOB", arity = "1..*") List<String> jobs) {
        return order(asked, jobs, "cancel");
    }

    @Command(name = "retry", mixinStandardHelpOptions = true, description = "Starts failed or cancelled jobs anew.")
    Integer retry(@Mixin Common asked, @Parameters(paramLabel = "JOB", arity = "1..*") List<String> jobs) {
        return order(asked, jobs, "retry");
    }

    private static Integer order(Common asked, List<String> jobs, String action) {
        Api api = asked.api();
        Console console = asked.console();
        jobs.forEach(job -> print(
                console,
                api.post(JsonText.object().build(), "jobs", job, action).json()));
        return Exit.DONE;
    }

    static void print(Console console, JsonObject job) {
        console.result(
                job,
                "%s  %-11s %3d%%  %s  %s",
                job.getString("uuid"),
                job.getBoolean("paused", false) ? "PAUSED" : job.getString("status"),
                JsonText.number(job, "progress").orElse(0),
                job.getString("source"),
                job.getString("reason", ""));
    }

    @Command(name = "add", description = "Uploads films into the source folder and makes jobs of them.")
    static final class Add implements Callable<Integer> {

        @Mixin
        private Common common;

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Films")
        private List<Path> files;

        @Option(
                names = "--output",
                paramLabel = "NAME",
                description = "Output such as 1080p60; may be repeated; else all")
        private List<String> outputs = new ArrayList<>();

        @Option(names = "--priority", paramLabel = "N", description = "-100 to 100; higher is sooner")
        private Integer priority;

        @Option(names = "--wait", description = "Until the jobs have ended")
        private boolean wait;

        @Override
        public Integer call() {
            Console console = common.console();
            Api api = common.api();
            List<JsonObject> jobs = new ArrayList<>();
            for (Path file : files) {
                JsonObject job = add(api, console, file);
                jobs.add(job);
                if (!wait) {
                    print(console, job);
                }
            }
            return wait ? await(api, console, jobs) : Exit.DONE;
        }

        private JsonObject add(Api api, Console console, Path file) {
            String name = file.getFileName().toString();
            try {
                // the server takes it under its name only when it is whole and its checksum right
                String[] headers = {"Content-Type", "application/octet-stream"};
                console.note("up   " + name + ", " + Progress.size(Files.size(file)));
                api.put(BodyPublishers.ofFile(file), headers, "sources", name);
            } catch (FileNotFoundException e) {
                throw new CliException(Exit.NOT_FOUND, file + " is no file that can be read", e);
            } catch (IOException e) {
                throw new CliException(Exit.FAILED, file + " cannot be read", e);
            }
            JsonObjectBuilder wish = JsonText.object().add("source", name);
            if (!outputs.isEmpty()) {
                JsonArrayBuilder wanted = JsonText.array();
                outputs.forEach(wanted::add);
                wish.add("outputs", wanted);
            }
            if (priority != null) {
                wish.add("priority", priority);
            }
            return api.post(wish.build(), "jobs").json();
        }

        private static int await(Api api, Console console, List<JsonObject> jobs) {
            int exit = Exit.DONE;
            for (JsonObject job : jobs) {
                JsonObject now = job;
                while (!ENDED.contains(now.getString("status"))) {
                    console.note(now.getString("source") + " "
                            + JsonText.number(now, "progress").orElse(0) + "%");
                    Pause.of(LOOK_AGAIN);
                    now = api.get("jobs", job.getString("uuid")).json();
                }
                print(console, now);
                exit = now.getString("status").equals("COMPLETED") ? exit : Exit.FAILED;
            }
            return exit;
        }
    }

    @Command(name = "list", description = "Lists jobs, newest first.")
    static final class ListJobs implements Callable<Integer> {

        @Mixin
        private Common common;

        @Option(names = "--status", paramLabel = "STATE", description = "Only jobs in this state, such as ERROR")
        private String status;

        @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default 50)")
        private int limit;

        @Override
        public Integer call() {
            Console console = common.console();
            String filter = status == null ? "" : "&status=" + Api.encoded(status);
            common.api()
                    .query("limit=" + limit + filter, "jobs")
                    .json()
                    .getJsonArray("items")
                    .forEach(job -> print(console, (JsonObject) job));
            return Exit.DONE;
        }
    }

    @Command(name = "show", description = "Shows jobs.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private Common common;

        @Parameters(paramLabel = "JOB", arity = "1..*", description = "Uuids of jobs")
        private List<String> jobs;

        @Override
        public Integer call() {
            Console console = common.console();
            Api api = common.api();
            jobs.forEach(job -> print(console, api.get("jobs", job).json()));
            return Exit.DONE;
        }
    }
}

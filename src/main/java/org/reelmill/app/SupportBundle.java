package org.reelmill.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.reelmill.metrics.Metrics;
import org.reelmill.node.NodeRegistry;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.settings.ThisServer;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ReadinessCheck;
import org.tinylog.Logger;

/**
 * What somebody who helps needs to know of a node: its configuration, how it stands, its numbers, threads and latest logs. Secrets are taken
 * out of every line; names of films and accounts are in it.
 */
@ApplicationScoped
public class SupportBundle {

    /** Log files that go along, and how much of each. */
    private static final int LOGS = 3;

    private static final long MOST_OF_A_LOG = 20_000_000;

    private static final String REDACTED = "[redacted]";

    /** Whatever is called like a secret, up to where it ends; the log has none by intention. */
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile(
                    "(?i)((?:password|passwd|pwd|secret|token|credential|api[_-]?key)[\"']?\\s*[=:]\\s*[\"']?)[^\\s\"',;&}]+"),
            Pattern.compile("(?i)(authorization[\"']?\\s*[=:]\\s*[\"']?(?:basic|bearer)?\\s*)[^\\s\"',;}]+"),
            Pattern.compile("(?i)(\\b(?:bearer|basic)\\s+)[A-Za-z0-9._~+/=-]{8,}"),
            Pattern.compile("(?i)(REELMILL=)[^\\s;]+"),
            Pattern.compile("(//)[^/\\s:@]+:[^/\\s@]+(?=@)"));

    private final ThisServer server;
    private final Policies policies;
    private final NodeRegistry nodes;
    private final Metrics metrics;
    private final WorkFolders folders;
    private final Instance<ReadinessCheck> checks;

    @Inject
    SupportBundle(
            ThisServer server,
            Policies policies,
            NodeRegistry nodes,
            Metrics metrics,
            WorkFolders folders,
            @Any Instance<ReadinessCheck> checks) {
        this.server = server;
        this.policies = policies;
        this.nodes = nodes;
        this.metrics = metrics;
        this.folders = folders;
        this.checks = checks;
    }

    /** For CDI's proxy. */
    protected SupportBundle() {
        this(null, null, null, null, null, null);
    }

    private interface Part {
        String text();
    }

    /** @param out is left open */
    void write(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        add(zip, "machine.txt", SupportBundle::machine);
        add(zip, "configuration.txt", () -> lines(server.configuration()));
        add(zip, "readiness.txt", this::readiness);
        add(zip, "policies.txt", this::policies);
        add(zip, "nodes.txt", this::nodes);
        add(zip, "metrics.txt", metrics::text);
        add(zip, "threads.txt", SupportBundle::threads);
        for (Path log : latestLogs()) {
            zip.putNextEntry(new ZipEntry("logs/" + log.getFileName()));
            copy(log, zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /** What cannot be told now says so, and the rest is there. */
    private static void add(ZipOutputStream zip, String name, Part part) throws IOException {
        String text;
        try {
            text = part.text();
        } catch (RuntimeException e) {
            Logger.warn(e, "{} of a support bundle cannot be made", name);
            text = "cannot be told: " + e;
        }
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.lines()
                .map(SupportBundle::redacted)
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    static String redacted(String line) {
        String safe = line;
        for (Pattern secret : SECRETS) {
            safe = secret.matcher(safe).replaceAll("$1" + REDACTED);
        }
        return safe;
    }

    private static String machine() {
        Runtime java = Runtime.getRuntime();
        return Stream.of(
                                "java.vendor",
                                "java.version",
                                "java.vm.name",
                                "os.name",
                                "os.version",
                                "os.arch",
                                "user.timezone",
                                "file.encoding")
                        .map(name -> name + " = " + System.getProperty(name))
                        .collect(Collectors.joining("\n"))
                + "\nreelmill = " + SoftwareVersion.current()
                + "\nprocessors = " + java.availableProcessors()
                + "\nheap used = " + (java.totalMemory() - java.freeMemory()) + " of at most " + java.maxMemory()
                + "\nup for ms = " + ManagementFactory.getRuntimeMXBean().getUptime();
    }

    private String readiness() {
        List<String> reasons = checks.stream()
                .map(ReadinessCheck::problem)
                .flatMap(Optional::stream)
                .toList();
        return reasons.isEmpty() ? "ready" : String.join("\n", reasons);
    }

    private String policies() {
        PolicyValues values = policies.current();
        return Stream.of(Policy.values())
                .map(policy -> policy.key() + " = " + values.text(policy))
                .collect(Collectors.joining("\n"));
    }

    private String nodes() {
        return nodes.reports().stream()
                .map(report -> report.node().name() + " "
                        + report.node().version().map(Object::toString).orElse("(older)") + " " + report.state()
                        + ", silent for "
                        + report.silentSeconds() + " s, " + report.node().slots() + " slots, roles "
                        + report.node().roles() + ", " + report.node().reason())
                .collect(Collectors.joining("\n"));
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                .map(entry -> entry.getKey().getName() + " " + entry.getKey().getState() + "\n"
                        + Stream.of(entry.getValue())
                                .map(frame -> "    " + frame + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static String lines(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private List<Path> latestLogs() throws IOException {
        try (Stream<Path> files = Files.list(folders.logs())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".log"))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .limit(LOGS)
                    .toList();
        }
    }

    private static void copy(Path log, OutputStream zip) throws IOException {
        long skipped = Math.max(0, Files.size(log) - MOST_OF_A_LOG);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            lines.skip(skipped);
            if (skipped > 0) {
                lines.readLine();
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                zip.write((redacted(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}

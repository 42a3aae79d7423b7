package org.reelmill.watch.rest;

import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.shared.JsonInput;
import org.reelmill.watch.FolderReport;
import org.reelmill.watch.FolderSettings;
import org.reelmill.watch.WatchMode;
import org.reelmill.watch.WatchRule;
import org.reelmill.watch.WatchedFolder;

/** A watched folder and how it stands. */
public record FolderDto(
        long id,
        String folder,
        boolean recursive,
        @Schema(description = "What people want") WatchMode wantedMode,
        WatchRule rule,
        @Schema(description = "Names of outputs that jobs are made for; empty: all active ones") List<String> outputs,
        @Schema(description = "Where normalised videos go") String target,
        int pollSeconds,
        @Schema(description = "The only node that shall watch it; null: any that has it") String node,
        boolean enabled,
        @Schema(description = "The node that watches it now; null: none") String watchedBy,
        @Schema(description = "How it is watched; null: not at all") WatchMode mode,
        @Schema(description = "Why it is watched in this way, and what would change that") String modeReason,
        @Schema(description = "What keeps it from being watched") String trouble,
        @Schema(description = "When all of it was compared with the ledger last") Instant reconciled,
        @Schema(description = "Hints of the file system") long events,
        @Schema(description = "How often hints were lost; each time all of it was compared") long lost,
        long settling,
        long registered,
        long refused,
        long gone,
        @Schema(description = "Files registered within the last hour") long registeredThisHour) {

    private static final Set<String> CHOICES =
            Set.of("folder", "recursive", "wantedMode", "rule", "outputs", "target", "pollSeconds", "node", "enabled");

    static FolderDto of(FolderReport report) {
        WatchedFolder folder = report.folder();
        FolderSettings settings = folder.settings();
        return new FolderDto(
                folder.id(),
                settings.folder(),
                settings.recursive(),
                settings.mode(),
                settings.rule(),
                settings.outputs(),
                settings.target().orElse(null),
                settings.pollSeconds(),
                settings.node().orElse(null),
                settings.enabled(),
                folder.watchedBy().orElse(null),
                folder.mode().orElse(null),
                folder.modeReason().orElse(null),
                folder.trouble().orElse(null),
                folder.reconciled().map(time -> time.toInstant(ZoneOffset.UTC)).orElse(null),
                folder.events(),
                folder.lost(),
                report.settling(),
                report.registered(),
                report.refused(),
                report.gone(),
                report.thisHour());
    }

    /** A new folder; only its path has to be named. */
    static FolderSettings readNew(InputStream body) {
        JsonInput json = JsonInput.read(body, CHOICES);
        return read(json, FolderSettings.usual(JsonInput.required("folder", json::text)));
    }

    /** A change; what is not named stays. An empty {@code node} or {@code target} takes it away. */
    static FolderSettings readChange(InputStream body, FolderSettings present) {
        return read(JsonInput.read(body, CHOICES), present);
    }

    private static FolderSettings read(JsonInput json, FolderSettings otherwise) {
        return new FolderSettings(
                json.text("folder").orElse(otherwise.folder()),
                json.flag("recursive").orElse(otherwise.recursive()),
                json.choice("wantedMode", WatchMode.class).orElse(otherwise.mode()),
                json.choice("rule", WatchRule.class).orElse(otherwise.rule()),
                json.texts("outputs").orElse(otherwise.outputs()),
                orNone(json.text("target").or(otherwise::target)),
                json.number("pollSeconds").orElse(otherwise.pollSeconds()),
                orNone(json.text("node").or(otherwise::node)),
                json.flag("enabled").orElse(otherwise.enabled()));
    }

    private static Optional<String> orNone(Optional<String> text) {
        return text.filter(it -> !it.isBlank());
    }

    /** The members that may be sent. */
    public record WantedDto(
            @Schema(required = true, description = "Absolute path") String folder,
            boolean recursive,
            WatchMode wantedMode,
            WatchRule rule,
            List<String> outputs,
            String target,
            int pollSeconds,
            String node,
            boolean enabled) {}
}

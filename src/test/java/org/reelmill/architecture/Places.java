package org.reelmill.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a class stands: its feature, its edge inside the feature, and which features a feature may use. */
final class Places {

    static final String BASE = "org.reelmill.";

    static final Set<String> ALL = Set.of(
            "settings",
            "account",
            "media",
            "node",
            "library",
            "watch",
            "pipeline",
            "thumbnail",
            "still",
            "conversion",
            "operator",
            "live",
            "metrics");

    /** The ladder: beside itself and {@code shared} a feature may use these. */
    static final Map<String, Set<String>> LADDER = Map.ofEntries(
            Map.entry("shared", Set.of()),
            Map.entry("settings", Set.of()),
            Map.entry("account", Set.of("settings")),
            Map.entry("media", Set.of("settings")),
            Map.entry("node", Set.of("settings")),
            Map.entry("library", Set.of("settings", "account", "media", "node")),
            Map.entry("watch", Set.of("settings", "account", "pipeline")),
            Map.entry("pipeline", Set.of("settings", "account", "media", "node", "library")),
            Map.entry("thumbnail", Set.of("settings", "media", "library", "pipeline")),
            Map.entry("still", Set.of("settings", "account", "media", "library", "pipeline", "thumbnail")),
            Map.entry("conversion", Set.of("settings", "account", "media", "node", "library", "pipeline")),
            Map.entry("operator", Set.of("settings", "account", "node", "pipeline", "thumbnail", "conversion")),
            Map.entry(
                    "live",
                    Set.of(
                            "settings",
                            "account",
                            "node",
                            "library",
                            "watch",
                            "pipeline",
                            "thumbnail",
                            "still",
                            "conversion",
                            "webhook",
                            "operator")),
            Map.entry("dashboard", Set.of("settings", "account", "node", "pipeline", "live")),
            Map.entry(
                    "metrics",
                    Set.of("settings", "media", "node", "pipeline", "thumbnail", "live", "watch", "dashboard")),
            Map.entry("webhook", Set.of("settings", "account", "pipeline", "conversion")),
            Map.entry("app", ALL),
            Map.entry("launch", Set.of()),
            Map.entry("cli", Set.of()));

    private Places() {}

    /** {@code library} for {@code org.reelmill.library.view.ItemsBacking}; empty for what is not ours. */
    static Optional<String> feature(JavaClass type) {
        return segment(type, 0);
    }

    /** {@code view} for {@code org.reelmill.library.view.ItemsBacking}; empty for a class of a feature's root. */
    static Optional<String> edge(JavaClass type) {
        return segment(type, 1);
    }

    private static Optional<String> segment(JavaClass type, int index) {
        String name = type.getPackageName() + ".";
        if (!name.startsWith(BASE)) {
            return Optional.empty();
        }
        String[] segments = name.substring(BASE.length()).split("\\.");
        return segments.length > index ? Optional.of(segments[index]) : Optional.empty();
    }

    /** {@code library.view}, or {@code library} for the root. */
    static String place(JavaClass type) {
        return feature(type).orElse("") + edge(type).map(edge -> "." + edge).orElse("");
    }
}

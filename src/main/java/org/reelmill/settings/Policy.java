package org.reelmill.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The live settings that hold for all nodes, by the names that they have in the table {@code policy} (S4.9). A value is
 * text there, because any SQL client may write it (S4.56); what does not fit its kind is refused, and the last good value
 * stays in force (D4.14).
 */
public enum Policy {
    INGEST_ENABLED("ingestEnabled", Kind.BOOLEAN, "1", "New films are analysed and cut"),
    TRANSCODE_ENABLED("transcodeEnabled", Kind.BOOLEAN, "1", "Segments are encoded"),
    EXPORT_ENABLED("exportEnabled", Kind.BOOLEAN, "1", "Finished films are joined and published"),
    TERMINATE_ALL("terminateAll", Kind.BOOLEAN, "0", "All nodes stop taking work and leave"),
    NODE_TIMEOUT(
            "nodeTimeout",
            Kind.INTEGER,
            "900",
            "Seconds of silence after which a node is removed",
            text -> isNumberIn(text, 30, Integer.MAX_VALUE),
            "30 or more"),
    LEASE_SECONDS(
            "leaseSeconds",
            Kind.INTEGER,
            "15",
            "Seconds for which a node holds its work without a sign of life",
            text -> isNumberIn(text, 5, 3600),
            "5 to 3600"),
    AGEING(
            "ageing",
            Kind.INTEGER,
            "600",
            "Seconds of waiting that count as much as one point of priority",
            text -> isNumberIn(text, 1, 31_536_000),
            "1 to 31536000"),
    BACKUP_ATTEMPTS(
            "backupAttempts",
            Kind.BOOLEAN,
            "1",
            "A free node begins the last segments of a film anew where a slow node has them"),
    VERIFY_DURING_INGEST(
            "verifyDuringIngest",
            Kind.BOOLEAN,
            "1",
            "Every picture is compared with a sequential decode of the source"),
    ACCEPT_CUT_OFF(
            "acceptCutOff", Kind.BOOLEAN, "0", "A source that ends before the length it states is milled all the same"),
    FAILURE_TOLERANCE(
            "failureTolerance",
            Kind.INTEGER,
            "3",
            "Failures of one task after which its job fails",
            text -> isNumberIn(text, 1, Integer.MAX_VALUE),
            "1 or more"),
    NODE_FAILURES(
            "nodeFailures",
            Kind.INTEGER,
            "3",
            "Different jobs that fail on a node, with none that succeeds between, before it is suspended; 0: never",
            text -> isNumberIn(text, 0, 0) || isNumberIn(text, 2, 1000),
            "0, or 2 to 1000"),
    NODE_FAILURE_WINDOW(
            "nodeFailureWindow",
            Kind.INTEGER,
            "3600",
            "Seconds for which a failure is held against a node",
            text -> isNumberIn(text, 60, Integer.MAX_VALUE),
            "60 or more"),
    NODE_COOL_DOWN(
            "nodeCoolDown",
            Kind.INTEGER,
            "600",
            "Seconds after which a suspended node may prove itself and go on; 0: an operator must let it",
            text -> isNumberIn(text, 0, Integer.MAX_VALUE),
            "0 or more"),
    MIN_FREE_SPACE(
            "minFreeSpace",
            Kind.INTEGER,
            "256",
            "MiB that are kept free in the work folder: no work is begun for which there is no room beside them",
            text -> isNumberIn(text, 0, Integer.MAX_VALUE),
            "0 or more"),
    SEGMENT_LENGTH(
            "segmentLength",
            Kind.OTHER,
            "auto",
            "Length of a segment: auto, size (thresholds of the old engine) or seconds",
            text -> text.equals("auto") || text.equals("size") || isNumberIn(text, 0, 3600),
            "auto, size, or seconds from 0 to 3600"),
    SOURCE_INTAKE("sourceIntake", Kind.BOOLEAN, "1", "A film that settles in the source folder becomes a job"),
    SETTLE_SECONDS("settleSeconds", Kind.INTEGER, "5", "Seconds without change after which a file counts as complete"),
    DEINTERLACE(
            "deinterlace",
            Kind.OTHER,
            "auto",
            "Interlaced sources are deinterlaced: auto or never",
            List.of("auto", "never")),
    CARRY_SUBTITLES("carrySubtitles", Kind.BOOLEAN, "1", "Text subtitles are carried into the renditions"),
    CARRY_CHAPTERS("carryChapters", Kind.BOOLEAN, "1", "Chapters are carried into the renditions"),
    OUTPUT_NAME(
            "outputName",
            Kind.OTHER,
            "{stem}{maxY}p{maxFramerate}.mp4",
            "File name of a rendition: {stem} {maxX} {maxY} {maxFramerate} {codec} {crf}",
            text -> text.matches("[^/\\\\\\p{Cntrl}]{1,100}")
                    && text.contains("{stem}")
                    && text.contains("{maxY}")
                    && text.endsWith(".mp4"),
            "a name of at most 100 characters with {stem} and {maxY}, without folders, ending in .mp4"),
    MOVE_AFTER_EXPORT("moveAfterExport", Kind.BOOLEAN, "1", "Finished renditions are moved to the delivery folder"),
    OVERWRITE_DELIVERY(
            "overwriteDelivery",
            Kind.BOOLEAN,
            "0",
            "A delivered file of the same name is replaced instead of numbered"),
    HISTORY_DAYS(
            "historyDays",
            Kind.INTEGER,
            "30",
            "Days for which events, and the attempts at jobs that have ended, are kept",
            text -> isNumberIn(text, 1, 3650),
            "1 to 3650"),
    ALLOW_REGISTER("allowRegister", Kind.BOOLEAN, "1", "People may register an account by themselves"),
    REGISTER_ROLE(
            "registerRole",
            Kind.OTHER,
            "VIEWER",
            "Role of an account that registered by itself: VIEWER or USER",
            List.of("VIEWER", "USER")),
    BATCH_KEEP_DAYS(
            "batchKeepDays",
            Kind.INTEGER,
            "30",
            "Days for which ended batch executions are kept; 0 is no limit",
            text -> isNumberIn(text, 0, 36_500),
            "0 to 36500"),
    BATCH_KEEP_ROWS(
            "batchKeepRows", Kind.INTEGER, "250000", "The newest so many batch executions are kept; 0 is no limit");

    /** S4.9 {@code value_type}. */
    public enum Kind {
        BOOLEAN,
        INTEGER,
        OTHER;

        /** As stored in {@code policy.value_type}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String key;
    private final Kind kind;
    private final String defaultValue;
    private final String label;
    private final Predicate<String> valid;
    private final String expected;
    private final List<String> choices;

    Policy(String key, Kind kind, String defaultValue, String label) {
        this(
                key,
                kind,
                defaultValue,
                label,
                kind == Kind.BOOLEAN
                        ? text -> readBoolean(text).isPresent()
                        : text -> isNumberIn(text, 0, Integer.MAX_VALUE),
                kind == Kind.BOOLEAN ? "1 or 0" : "a whole number, 0 or more");
    }

    Policy(String key, Kind kind, String defaultValue, String label, List<String> choices) {
        this(key, kind, defaultValue, label, choices::contains, String.join(" or ", choices), choices);
    }

    Policy(String key, Kind kind, String defaultValue, String label, Predicate<String> valid, String expected) {
        this(key, kind, defaultValue, label, valid, expected, List.of());
    }

    Policy(
            String key,
            Kind kind,
            String defaultValue,
            String label,
            Predicate<String> valid,
            String expected,
            List<String> choices) {
        this.key = key;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.label = label;
        this.valid = valid;
        this.expected = expected;
        this.choices = choices;
    }

    public static Optional<Policy> find(String key) {
        return Arrays.stream(values()).filter(policy -> policy.key.equals(key)).findFirst();
    }

    /** The name in the table and in the API. */
    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** One line for people. */
    public String label() {
        return label;
    }

    /** What a valid value is, for the message that refuses one. */
    public String expected() {
        return expected;
    }

    /** All valid values, where they are few and not just two; else empty. */
    public List<String> choices() {
        return choices;
    }

    public boolean accepts(String value) {
        return value != null && value.length() <= 255 && valid.test(value);
    }

    /** The one reader of booleans: 1, true, yes, on and 0, false, no, off in any case (S4.34, D4.14). */
    static Optional<Boolean> readBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> Optional.of(true);
            case "0", "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static boolean isNumberIn(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            return number >= least && number <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

package org.reelmill.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.reelmill.shared.Sentence;

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
            Sentence.of("settings.expected.atLeast", 30)),
    LEASE_SECONDS(
            "leaseSeconds",
            Kind.INTEGER,
            "15",
            "Seconds for which a node holds its work without a sign of life",
            text -> isNumberIn(text, 5, 3600),
            Sentence.of("settings.expected.between", 5, 3600)),
    AGEING(
            "ageing",
            Kind.INTEGER,
            "600",
            "Seconds of waiting that count as much as one point of priority",
            text -> isNumberIn(text, 1, 31_536_000),
            Sentence.of("settings.expected.between", 1, 31536000)),
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
            "acceptCutOff",
            Kind.BOOLEAN,
            "0",
            "A source that ends before the length it states, or has lost pictures or much of its sound, is milled all the same"),
    FAILURE_TOLERANCE(
            "failureTolerance",
            Kind.INTEGER,
            "3",
            "Failures of one task after which its job fails",
            text -> isNumberIn(text, 1, Integer.MAX_VALUE),
            Sentence.of("settings.expected.atLeast", 1)),
    NODE_FAILURES(
            "nodeFailures",
            Kind.INTEGER,
            "3",
            "Different jobs that fail on a node, with none that succeeds between, before it is suspended; 0: never",
            text -> isNumberIn(text, 0, 0) || isNumberIn(text, 2, 1000),
            Sentence.of("settings.expected.nodeFailures")),
    NODE_FAILURE_WINDOW(
            "nodeFailureWindow",
            Kind.INTEGER,
            "3600",
            "Seconds for which a failure is held against a node",
            text -> isNumberIn(text, 60, Integer.MAX_VALUE),
            Sentence.of("settings.expected.atLeast", 60)),
    NODE_COOL_DOWN(
            "nodeCoolDown",
            Kind.INTEGER,
            "600",
            "Seconds after which a suspended node may prove itself and go on; 0: an operator must let it",
            text -> isNumberIn(text, 0, Integer.MAX_VALUE),
            Sentence.of("settings.expected.atLeast", 0)),
    MIN_FREE_SPACE(
            "minFreeSpace",
            Kind.INTEGER,
            "256",
            "MiB that are kept free in the work folder: no work is begun for which there is no room beside them",
            text -> isNumberIn(text, 0, Integer.MAX_VALUE),
            Sentence.of("settings.expected.atLeast", 0)),
    SEGMENT_LENGTH(
            "segmentLength",
            Kind.OTHER,
            "auto",
            "Length of a segment: auto, size (thresholds of the old engine) or seconds",
            text -> text.equals("auto") || text.equals("size") || isNumberIn(text, 0, 3600),
            Sentence.of("settings.expected.segmentLength")),
    SOURCE_INTAKE("sourceIntake", Kind.BOOLEAN, "1", "A film that settles in the source folder becomes a job"),
    SETTLE_SECONDS("settleSeconds", Kind.INTEGER, "5", "Seconds without change after which a file counts as complete"),
    UPLOAD_MAX_MIB("uploadMaxMiB", Kind.INTEGER, "0", "MiB that an upload may have; 0: any"),
    UPLOAD_KEEP_HOURS(
            "uploadKeepHours",
            Kind.INTEGER,
            "24",
            "Hours after which an upload that nobody goes on with is forgotten",
            text -> isNumberIn(text, 1, 720),
            Sentence.of("settings.expected.between", 1, 720)),
    UPLOADS_OPEN(
            "uploadsOpen",
            Kind.INTEGER,
            "20",
            "Uploads that an account may have open at a time",
            text -> isNumberIn(text, 1, 10_000),
            Sentence.of("settings.expected.between", 1, 10000)),
    UPLOAD_QUOTA_MIB(
            "uploadQuotaMiB",
            Kind.INTEGER,
            "0",
            "MiB of uploads that an account may have here: films that are not milled yet, and videos for thumbnails; 0: any"),
    EXISTING_THUMBNAIL(
            "existingThumbnail",
            Kind.OTHER,
            "409",
            "Answer to who asks for a thumbnail that exists: 409, 200 with its job, or 400 as in the old system",
            List.of("409", "200", "400")::contains,
            Sentence.of("settings.expected.existing"),
            List.of("409", "200", "400")),
    WATCH_ENABLED("watchEnabled", Kind.BOOLEAN, "1", "Watched folders are watched, and their videos registered"),
    WATCH_EXTENSIONS(
            "watchExtensions",
            Kind.OTHER,
            "mp4,avi,mov,mkv",
            "Files of watched folders that end in one of these are videos, in any case",
            text -> text.matches("\\s*[A-Za-z0-9]{1,10}\\s*(,\\s*[A-Za-z0-9]{1,10}\\s*){0,49}"),
            Sentence.of("settings.expected.extensions")),
    WATCH_RESCAN_MINUTES(
            "watchRescanMinutes",
            Kind.INTEGER,
            "10",
            "Minutes after which a watched folder is compared with its ledger as a whole",
            text -> isNumberIn(text, 1, 10_080),
            Sentence.of("settings.expected.between", 1, 10080)),
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
            Policy::isOutputName,
            Sentence.of("settings.expected.outputName")),
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
            Sentence.of("settings.expected.between", 1, 3650)),
    LIBRARY_SKIP(
            "librarySkip",
            Kind.OTHER,
            "$",
            "Files and folders with this in their name are not in the library; empty: none",
            text -> text.length() <= 32 && text.chars().noneMatch(c -> c == '/' || Character.isISOControl(c)),
            Sentence.of("settings.expected.librarySkip")),
    LIBRARY_SCAN_MINUTES(
            "libraryScanMinutes",
            Kind.INTEGER,
            "60",
            "Minutes after which a library is read anew as a whole; 0: only when somebody asks",
            text -> isNumberIn(text, 0, 525_600),
            Sentence.of("settings.expected.between", 0, 525600)),
    LIBRARY_SCANS(
            "libraryScans",
            Kind.INTEGER,
            "2",
            "Scans of folders that run at a time, on all nodes together",
            text -> isNumberIn(text, 1, 64),
            Sentence.of("settings.expected.between", 1, 64)),
    LIBRARY_PROBE(
            "libraryProbe",
            Kind.BOOLEAN,
            "1",
            "Images and films of libraries are looked into: size in pixels, codec, length, date"),
    LIBRARY_LOSS_SHARE(
            "libraryLossShare",
            Kind.INTEGER,
            "30",
            "Per cent of a library that may vanish in one scan before it is taken for not mounted; 0: any",
            text -> isNumberIn(text, 0, 100),
            Sentence.of("settings.expected.between", 0, 100)),
    GARBAGE_KEEP_DAYS(
            "garbageKeepDays",
            Kind.INTEGER,
            "0",
            "Days after which what was removed from a library is deleted for ever; 0: never",
            text -> isNumberIn(text, 0, 36_500),
            Sentence.of("settings.expected.between", 0, 36500)),
    CONVERSION_SLOTS(
            "conversionSlots",
            Kind.INTEGER,
            "1",
            "Files of clients that a node converts at a time, beside its segments; 0: none",
            text -> isNumberIn(text, 0, 64),
            Sentence.of("settings.expected.between", 0, 64)),
    CONVERSION_LONG(
            "conversionLong",
            Kind.INTEGER,
            "600",
            "Seconds from which on a video is converted by all nodes, where its conversion names an output"),
    CONVERSION_ITEMS(
            "conversionItems", Kind.INTEGER, "20000", "Files that an account may have in conversion at a time"),
    CONVERSION_GIGABYTES(
            "conversionGigabytes", Kind.INTEGER, "500", "GiB that an account may have in conversion at a time"),
    CONVERSION_KEEP_DAYS(
            "conversionKeepDays",
            Kind.INTEGER,
            "7",
            "Days for which results and unfinished uploads of clients are kept",
            text -> isNumberIn(text, 1, 3650),
            Sentence.of("settings.expected.between", 1, 3650)),
    PREVIEW_SLOTS(
            "previewSlots",
            Kind.INTEGER,
            "2",
            "Previews that a node makes at a time, in slots that no film needs; 0: none",
            text -> isNumberIn(text, 0, 64),
            Sentence.of("settings.expected.between", 0, 64)),
    PREVIEW_GIGABYTES(
            "previewGigabytes",
            Kind.INTEGER,
            "10",
            "GiB of previews that are kept; those that nobody wanted to see for the longest go first",
            text -> isNumberIn(text, 1, 100_000),
            Sentence.of("settings.expected.between", 1, 100000)),
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
            Sentence.of("settings.expected.between", 0, 36500)),
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

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final String key;
    private final Kind kind;
    private final String defaultValue;
    private final String label;
    private final Predicate<String> valid;
    private final Sentence expected;
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
                Sentence.of(kind == Kind.BOOLEAN ? "settings.expected.flag" : "settings.expected.number"));
    }

    Policy(String key, Kind kind, String defaultValue, String label, List<String> choices) {
        this(
                key,
                kind,
                defaultValue,
                label,
                choices::contains,
                Sentence.of("settings.expected.either", choices.toArray()),
                choices);
    }

    Policy(String key, Kind kind, String defaultValue, String label, Predicate<String> valid, Sentence expected) {
        this(key, kind, defaultValue, label, valid, expected, List.of());
    }

    Policy(
            String key,
            Kind kind,
            String defaultValue,
            String label,
            Predicate<String> valid,
            Sentence expected,
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
    public Sentence expected() {
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

    /** Neither hidden nor taken for unfinished, and without words in braces that nobody fills in. */
    private static boolean isOutputName(String text) {
        return text.matches("[^/\\\\\\p{Cntrl}]{1,100}")
                && text.contains("{stem}")
                && text.contains("{maxY}")
                && text.endsWith(".mp4")
                && !text.startsWith(".")
                && !text.startsWith("tmp-")
                && text.replaceAll("\\{(stem|maxX|maxY|maxFramerate|codec|crf)}", "")
                        .matches("[^{}]*");
    }

    /** In the digits of programs only: SQL, and clients before us, read no others. */
    private static boolean isNumberIn(String text, int least, int most) {
        if (!NUMBER.matcher(text.strip()).matches()) {
            return false;
        }
        long number = Long.parseLong(text.strip());
        return number >= least && number <= most;
    }
}

package org.reelmill.settings.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reelmill.settings.Policy;

/** Which policies stand together on the page. */
final class PolicyGroups {

    private static final String OTHER = "other";

    private static final Map<String, List<Policy>> GROUPS = groups();

    private PolicyGroups() {}

    private static Map<String, List<Policy>> groups() {
        Map<String, List<Policy>> groups = new LinkedHashMap<>();
        groups.put(
                "stages",
                List.of(Policy.INGEST_ENABLED, Policy.TRANSCODE_ENABLED, Policy.EXPORT_ENABLED, Policy.TERMINATE_ALL));
        groups.put(
                "sources",
                List.of(
                        Policy.SOURCE_INTAKE,
                        Policy.SETTLE_SECONDS,
                        Policy.ACCEPT_CUT_OFF,
                        Policy.VERIFY_DURING_INGEST));
        groups.put(
                "uploads",
                List.of(
                        Policy.UPLOAD_MAX_MIB,
                        Policy.UPLOAD_QUOTA_MIB,
                        Policy.UPLOAD_KEEP_HOURS,
                        Policy.UPLOADS_OPEN,
                        Policy.EXISTING_THUMBNAIL));
        groups.put("watch", List.of(Policy.WATCH_ENABLED, Policy.WATCH_EXTENSIONS, Policy.WATCH_RESCAN_MINUTES));
        groups.put("encoding", List.of(Policy.SEGMENT_LENGTH, Policy.DEINTERLACE));
        groups.put(
                "films",
                List.of(
                        Policy.OUTPUT_NAME,
                        Policy.CARRY_SUBTITLES,
                        Policy.CARRY_CHAPTERS,
                        Policy.MOVE_AFTER_EXPORT,
                        Policy.OVERWRITE_DELIVERY));
        groups.put(
                "farm",
                List.of(
                        Policy.NODE_TIMEOUT,
                        Policy.LEASE_SECONDS,
                        Policy.FAILURE_TOLERANCE,
                        Policy.NODE_FAILURES,
                        Policy.NODE_FAILURE_WINDOW,
                        Policy.NODE_COOL_DOWN,
                        Policy.MIN_FREE_SPACE,
                        Policy.AGEING,
                        Policy.BACKUP_ATTEMPTS));
        groups.put(
                "library",
                List.of(
                        Policy.LIBRARY_SKIP,
                        Policy.LIBRARY_SCAN_MINUTES,
                        Policy.LIBRARY_SCANS,
                        Policy.LIBRARY_PROBE,
                        Policy.LIBRARY_LOSS_SHARE,
                        Policy.GARBAGE_KEEP_DAYS,
                        Policy.PREVIEW_SLOTS,
                        Policy.PREVIEW_GIGABYTES));
        groups.put("batch", List.of(Policy.BATCH_KEEP_DAYS, Policy.BATCH_KEEP_ROWS));
        groups.put(
                "conversions",
                List.of(
                        Policy.CONVERSION_SLOTS,
                        Policy.CONVERSION_LONG,
                        Policy.CONVERSION_ITEMS,
                        Policy.CONVERSION_GIGABYTES,
                        Policy.CONVERSION_KEEP_DAYS));
        groups.put("people", List.of(Policy.ALLOW_REGISTER, Policy.REGISTER_ROLE));
        List<Policy> others = new ArrayList<>(Arrays.asList(Policy.values()));
        groups.values().forEach(others::removeAll);
        if (!others.isEmpty()) {
            groups.put(OTHER, List.copyOf(others));
        }
        return groups;
    }

    /** All policies by the name of their group; each is in one. */
    static Map<String, List<Policy>> all() {
        return GROUPS;
    }
}

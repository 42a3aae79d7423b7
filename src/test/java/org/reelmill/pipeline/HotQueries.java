package org.reelmill.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/** What every node asks the database every second, or at every segment. Also for the claim benchmark, which prints their plans. */
final class HotQueries {

    private HotQueries() {}

    /** By name, with the numbers of a job and a segment of it in their places. */
    static Map<String, String> all(long job, long segment) {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("is any job open", JobRepository.ANY_OPEN);
        for (TaskKind kind : TaskKind.values()) {
            if (kind != TaskKind.TRANSCODE) {
                queries.put(
                        "open " + kind.word(),
                        with(QueueRepository.openTasksOf(kind), kind.waiting().code(), Long.MAX_VALUE));
            }
        }
        queries.put("is enough ready", with(QueueRepository.RANK_OF_READY_JOB, 8));
        queries.put("jobs with open segments", with(QueueRepository.JOBS_WITH_OPEN_SEGMENTS, "'encoder'"));
        queries.put("open segments of a job", with(QueueRepository.OPEN_SEGMENTS_FROM, "'encoder'", job, 30));
        queries.put("its last open segments", with(QueueRepository.LAST_OPEN_SEGMENTS, "'encoder'", job));
        queries.put("claim", with(ClaimRepository.TAKE_SEGMENT, "NULL", 15, segment, 0, job, "'encoder'"));
        queries.put("backup claim", with(ClaimRepository.TAKE_BACKUP, "NULL", 15, segment, 0, job, "'encoder'"));
        queries.put("slow segments", with(QueueRepository.LAST_RUNNING_SEGMENTS, "'encoder'", "x'00'"));
        for (TaskKind kind : TaskKind.values()) {
            queries.put("expired " + kind.word(), ClaimRepository.expired(kind, ClaimRepository.Holder.FIRST));
        }
        queries.put("expired backups", ClaimRepository.expired(TaskKind.TRANSCODE, ClaimRepository.Holder.BACKUP));
        queries.put("transcoded jobs", with(JobRepository.toMove(JobRepository.ALL_DONE), 2));
        queries.put("doomed jobs", JobRepository.doomedSql());
        return queries;
    }

    private static String with(String sql, Object... values) {
        String filled = sql;
        for (int i = 0; i < values.length; i++) {
            filled = filled.replace("?" + (i + 1), String.valueOf(values[i]));
        }
        return filled;
    }
}

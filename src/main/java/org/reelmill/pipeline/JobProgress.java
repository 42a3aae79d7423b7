package org.reelmill.pipeline;

import java.util.OptionalLong;

/**
 * How far a job is.
 *
 * @param percent 0 to 100 as S4.61 counts: 5 in ingest, 10 to 90 by pictures in transcode, 90 transcoded, 95 in export; but a job
 *     that was given up stays where its pictures were
 * @param framesDone pictures encoded, those of segments in hand included
 */
public record JobProgress(
        int percent, long segments, long completed, long running, long failed, long frames, long framesDone) {

    /** Of a job that is done. */
    static final int WHOLE = 100;

    private static final int INGEST = 5;
    private static final int TRANSCODE_FROM = 10;
    private static final int TRANSCODE_SHARE = 80;

    static JobProgress of(JobStatus status, SegmentRepository.Counts counts) {
        return new JobProgress(
                percent(status, counts),
                counts.total(),
                counts.completed(),
                counts.running(),
                counts.failed(),
                counts.frames(),
                counts.framesDone());
    }

    /** Seconds that remain at the pace so far; empty while there is nothing to go by. */
    public OptionalLong secondsLeft(long secondsSinceStart) {
        if (framesDone == 0 || secondsSinceStart <= 0 || framesDone >= frames) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((frames - framesDone) * secondsSinceStart / framesDone);
    }

    private static int percent(JobStatus status, SegmentRepository.Counts counts) {
        return switch (status) {
            case IMPORTED -> 0;
            case INGESTING -> INGEST;
            case TRANSCODING -> TRANSCODE_FROM + encoded(counts);
            case TRANSCODED -> TRANSCODE_FROM + TRANSCODE_SHARE;
            case EXPORTING -> 95;
            case COMPLETED -> WHOLE;
            case ERROR, CANCELLED, REJECTED -> counts.total() == 0 ? INGEST : TRANSCODE_FROM + encoded(counts);
        };
    }

    private static int encoded(SegmentRepository.Counts counts) {
        return counts.frames() == 0 ? 0 : (int) (TRANSCODE_SHARE * counts.framesDone() / counts.frames());
    }
}

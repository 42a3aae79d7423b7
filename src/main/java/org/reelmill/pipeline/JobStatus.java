package org.reelmill.pipeline;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.reelmill.shared.Sentence;

/** Where a film is (S4.1, S4.3a). The codes are stored, because third-party front ends read them. */
public enum JobStatus {
    IMPORTED(0),
    INGESTING(1),
    TRANSCODING(2),
    TRANSCODED(3),
    EXPORTING(4),
    COMPLETED(5),
    ERROR(13),
    CANCELLED(14),
    REJECTED(15);

    /** Every move that is allowed. A film that cannot be cut goes back to IMPORTED, to be milled in one piece;
     * one of which a part is to be made again goes back to TRANSCODING. */
    private static final Map<JobStatus, Set<JobStatus>> MOVES = Map.of(
            IMPORTED, EnumSet.of(INGESTING, ERROR, CANCELLED, REJECTED),
            INGESTING, EnumSet.of(TRANSCODING, IMPORTED, ERROR, CANCELLED),
            TRANSCODING, EnumSet.of(TRANSCODED, IMPORTED, ERROR, CANCELLED),
            TRANSCODED, EnumSet.of(EXPORTING, TRANSCODING, ERROR, CANCELLED),
            EXPORTING, EnumSet.of(COMPLETED, TRANSCODED, TRANSCODING, IMPORTED, ERROR, CANCELLED),
            COMPLETED, EnumSet.noneOf(JobStatus.class),
            ERROR, EnumSet.of(IMPORTED),
            CANCELLED, EnumSet.of(IMPORTED),
            REJECTED, EnumSet.noneOf(JobStatus.class));

    private final int code;

    JobStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Whether nothing more happens by itself. */
    public boolean ended() {
        return code >= COMPLETED.code;
    }

    public boolean mayBecome(JobStatus next) {
        return MOVES.get(this).contains(next);
    }

    /** @throws IllegalArgumentException a code that is none of S4.1's */
    public static JobStatus of(int code) {
        return Arrays.stream(values())
                .filter(status -> status.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no job status has the code " + code));
    }

    /** For people. */
    public Sentence sentence() {
        return Sentence.of("pipeline.status." + name());
    }
}

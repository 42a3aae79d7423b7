package org.reelmill.pipeline;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/** What the mill did in one minute, summed up once. */
@Entity
@Table(name = "throughput")
public class MinuteRow {

    @Id
    @Column(name = "began")
    private LocalDateTime minute;

    @Column(name = "frames")
    private long frames;

    @Column(name = "filmMillis")
    private long filmMillis;

    @Column(name = "segments")
    private long segments;

    @Column(name = "failures")
    private long failures;

    protected MinuteRow() {
        // for JPA
    }

    MinuteRow(MillFigures.Minute sum) {
        this.minute = sum.minute();
        this.frames = sum.frames();
        this.filmMillis = sum.filmMillis();
        this.segments = sum.segments();
        this.failures = sum.failures();
    }

    LocalDateTime minute() {
        return minute;
    }

    MillFigures.Minute figures() {
        return new MillFigures.Minute(minute, frames, filmMillis, segments, failures);
    }
}

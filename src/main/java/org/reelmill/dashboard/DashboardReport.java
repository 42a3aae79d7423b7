package org.reelmill.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The mill at one moment, as it is sent to pages and programs.
 *
 * @param jobs number by status; every status is there
 * @param minutes the last hour, oldest first; the last one has not ended
 */
public record DashboardReport(
        Instant time,
        State state,
        Map<String, Long> jobs,
        long paused,
        Queue queue,
        Nodes nodes,
        List<Minute> minutes,
        List<Disk> disks,
        List<Attention> attention) {

    /** What the mill does as a whole. */
    public enum State {
        /** No node that may work is connected (D4.45). */
        NO_NODES,
        /** Nothing to do. */
        IDLE,
        /** Tasks are being worked on. */
        WORKING,
        /** There is something to do, and nobody does it at the moment. */
        WAITING
    }

    public record Queue(
            @Schema(description = "Jobs that have not ended") long jobs,
            @Schema(description = "Segments that nobody works on yet") long segments,
            @Schema(description = "Segments that are being encoded") long running,
            @Schema(description = "When the oldest of these jobs was added; absent when there is none")
                    Instant oldest) {}

    public record Nodes(
            long connected,
            @Schema(description = "May take work") long authorised,
            @Schema(description = "Have work in hand") long working,
            @Schema(description = "Segments that the authorised nodes can encode at a time") long slots,
            @Schema(description = "Percent of the slots that are taken") long saturation) {}

    public record Minute(
            Instant time,
            @Schema(description = "Pictures a second") double framesPerSecond,
            @Schema(description = "Seconds of film a second") double realTime,
            long segments,
            @Schema(description = "Attempts that failed or were lost") long failures) {}

    public record Disk(
            @Schema(description = "home, work, source or delivery") String folder,
            long bytes,
            long free,
            boolean low) {}

    /**
     * Something that a person should see to.
     *
     * @param href of the page where it is seen to
     */
    public record Attention(
            @Schema(
                            description =
                                    "NO_NODE, FAILED_JOBS, SILENT_NODE, LOW_SPACE, REGISTRATION_OPEN, NO_OUTPUT, STAGE_OFF")
                    String code,
            @Schema(description = "How many, where it is a number") long count,
            @Schema(description = "Names of what it is about") List<String> names,
            String href) {}
}

package org.reelmill.pipeline;

import java.util.List;
import org.reelmill.media.JoinedFilm;

/**
 * The proof that an export equals its source. Kept with the job as JSON; without it nothing is published.
 *
 * @param verdict {@code VALID}; a film that is not gets no certificate
 * @param issued ISO 8601, UTC
 * @param notes in plain words, what was not carried and what was done differently
 */
public record Certificate(
        int version,
        String job,
        String verdict,
        String issued,
        Source source,
        Pictures pictures,
        String encoder,
        List<SegmentProof> segments,
        List<Film> films,
        List<String> notes) {

    /** Version of this format. */
    public static final int VERSION = 1;

    /** @param duration in seconds */
    public record Source(
            String name,
            long bytes,
            String sha256,
            String container,
            String codec,
            int width,
            int height,
            double duration,
            long frames) {}

    /**
     * How the pictures were proven.
     *
     * @param compared whether the hash of every decoded picture of every segment was found equal to the sequential decode
     * @param method in words; when switched off by policy it says so
     * @param recipe how the source was cut
     * @param timeBase unit of the time stamps below, in seconds
     */
    public record Pictures(boolean compared, String method, String recipe, String recipeReason, String timeBase) {}

    /**
     * @param attempt the fence of the claim that counted
     * @param fps pictures a second of that attempt, by the clock on the wall
     */
    public record SegmentProof(
            int part,
            long startPts,
            long endPts,
            long frames,
            long firstPts,
            long lastPts,
            boolean compared,
            String node,
            long attempt,
            double fps,
            List<PartProof> parts) {}

    public record PartProof(String rendition, long frames, long bytes, String sha256) {}

    /** @param audio sound against picture, compared with the source, in milliseconds */
    public record Film(
            String rendition,
            String file,
            String codec,
            int width,
            int height,
            long frames,
            double duration,
            long bytes,
            String sha256,
            List<JoinedFilm.AudioOffset> audio,
            List<String> notes) {}
}

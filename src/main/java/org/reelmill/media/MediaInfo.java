package org.reelmill.media;

import java.util.List;

/**
 * What a source is. The one value that ingest finds out, the job keeps and everything else reads.
 *
 * @param container ffmpeg's name of the format, such as {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param duration in seconds; of the video stream where it is known, else of the file
 * @param startTime of the file in seconds ({@code format.start_time}); time stamps of all streams count from it
 * @param video the picture stream that is milled: the best one that is not cover art
 * @param recipe how the container and codec let it be cut; ingest may still fall back to {@link Recipe#ONE_PIECE}
 * @param recipeReason why not {@link Recipe#VIRTUAL}; empty when it is
 * @param notes in plain words, what of this source no rendition can carry
 * @param probeJson what ffprobe said about format and streams, as JSON (S4.33)
 */
public record MediaInfo(
        String container,
        double duration,
        double startTime,
        Video video,
        List<Audio> audio,
        List<Subtitle> subtitles,
        List<Chapter> chapters,
        Recipe recipe,
        String recipeReason,
        List<String> notes,
        String probeJson) {

    /** The same source when cutting it has proven unsafe: {@link MediaEngine#prepare} then makes one piece of it (R3). */
    public MediaInfo inOnePiece(String reason) {
        return new MediaInfo(
                container,
                duration,
                startTime,
                video,
                audio,
                subtitles,
                chapters,
                Recipe.ONE_PIECE,
                reason,
                notes,
                probeJson);
    }

    /**
     * @param index of the stream in the file
     * @param codedWidth width of the pictures as a decoder gives them, in pixels: stored, without what the container leaves out
     * @param displayWidth width in square pixels after rotation and sample aspect, as a viewer sees it
     * @param rotation clockwise degrees that a player turns the picture: 0, 90, 180 or 270
     * @param sampleAspect width to height of a stored pixel; 1/1 when unknown
     * @param frameRate the base rate ({@code r_frame_rate}); for a variable rate the average
     * @param variableRate whether distances between pictures differ
     * @param interlaced whether pictures are stored as fields
     * @param pixelFormat ffmpeg's name, such as {@code yuv420p10le}
     * @param bitDepth bits of one component
     * @param colour as tagged; each member empty when not tagged
     * @param timeBase the unit of the stream's time stamps, in seconds
     */
    public record Video(
            int index,
            String codec,
            int codedWidth,
            int codedHeight,
            int displayWidth,
            int displayHeight,
            int rotation,
            Rational sampleAspect,
            Rational frameRate,
            boolean variableRate,
            boolean interlaced,
            String pixelFormat,
            int bitDepth,
            Colour colour,
            Rational timeBase) {}

    /** Colour tags by ffmpeg's names, such as {@code tv}, {@code bt2020nc}, {@code bt2020}, {@code smpte2084}. */
    public record Colour(String range, String space, String primaries, String transfer) {

        /** High dynamic range: perceptual quantiser or hybrid log-gamma. */
        public boolean highDynamicRange() {
            return transfer.equals("smpte2084") || transfer.equals("arib-std-b67");
        }
    }

    /**
     * @param language ISO 639 as tagged, empty when not
     * @param title as tagged, empty when not
     * @param startTime of the stream in seconds, on the same clock as the pictures
     */
    public record Audio(
            int index,
            String codec,
            String language,
            String title,
            int channels,
            int sampleRate,
            boolean defaultTrack,
            double startTime,
            double duration) {}

    /** @param text whether it is text that MP4 can carry; pictures (DVD, Blu-ray) are not */
    public record Subtitle(
            int index,
            String codec,
            String language,
            String title,
            boolean text,
            boolean defaultTrack,
            boolean forced) {}

    /** Times in seconds from the film's start. */
    public record Chapter(double start, double end, String title) {}
}

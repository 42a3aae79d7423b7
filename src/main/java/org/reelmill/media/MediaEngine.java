package org.reelmill.media;

import java.nio.file.Path;
import java.util.List;

/**
 * What the product asks of a media tool.
 *
 * <p>All calls block until the work is done, and are safe from many threads. Paths are confined by the caller. Files are
 * written as named by the caller and removed again when the call fails. A call that returns has checked its result:
 * exit code, frame counts, time stamps. Nothing is retried inside.
 */
public interface MediaEngine {

    /**
     * The tool and what it can do, proven once at start.
     *
     * @throws MediaException FAILED with the reason when no usable tool was found
     */
    EncoderBuild build() throws MediaException;

    /**
     * Proves the encoders anew, by a known-answer encode: a film of which every picture is known is encoded, decoded and
     * compared. What {@link #build} answers follows.
     *
     * @return the build with the codecs that it can do now, perhaps none
     * @throws MediaException FAILED when they cannot even be tried, say because the disk is full; STOPPED
     */
    EncoderBuild prove() throws MediaException;

    /** Finds out what a source is. @throws MediaException REFUSED when it cannot be milled, with the reason */
    MediaInfo probe(Path source, Supervision supervision) throws MediaException;

    /**
     * Makes a source ready to be cut: indexes it, remuxes it into the folder when its recipe says so, and falls back to
     * one piece where cutting would not be safe.
     *
     * @param folder for what must be written; exists
     */
    Prepared prepare(Path source, MediaInfo info, Path folder, Supervision supervision) throws MediaException;

    /**
     * What {@link #prepare} found; the index is for {@link SegmentPlan} and not kept.
     *
     * @param missingSeconds how much of its end the file promises but does not hold, because its recording or upload did
     *     not end; 0 when it is whole
     * @param damage what else of it is lost, in a sentence; empty when nothing is known to be
     * @param notes what a viewer should know of it, though nothing need be wrong
     */
    record Prepared(
            PreparedSource source, PacketIndex index, double missingSeconds, String damage, List<String> notes) {

        /** A source that is whole. */
        public Prepared(PreparedSource source, PacketIndex index) {
            this(source, index, 0, "", List.of());
        }
    }

    /**
     * Decodes the film once from start to end and writes the time stamp and hash of every picture, for
     * {@link SegmentOrder.Hashes.Compare}. A full verification of the source (S4.34). The pictures of a remuxed source (R2) are
     * those of the original, in their order, so that a remux that changes pictures is found out as well.
     *
     * @param target does not exist
     * @param threads of the decoder; more of them cost more time of the processor
     * @throws MediaException DAMAGED when nothing usable decodes, or pictures of a film of one piece share a time stamp
     */
    Hashed hashFrames(
            Path original, MediaInfo info, PreparedSource source, Path target, int threads, Supervision supervision)
            throws MediaException;

    /**
     * What the sequential decode gave.
     *
     * @param frames pictures decoded
     * @param asIndexed whether they are those that the index lists, by number and order; if not, a cut would not be safe and
     *     the film must be one piece of {@code frames} pictures
     * @param damage what could not be decoded, in a sentence; empty when nothing is lost
     */
    record Hashed(long frames, boolean asIndexed, String damage) {

        /** Nothing is lost. */
        public Hashed(long frames, boolean asIndexed) {
            this(frames, asIndexed, "");
        }
    }

    /** Encodes one segment. @throws MediaException CUT_UNSAFE when its pictures are not those of the sequential decode */
    EncodedSegment encode(SegmentOrder order, Supervision supervision) throws MediaException;

    /**
     * Compares the pictures of an encoded segment with the sequential decode that was made beside it.
     *
     * @param filmHashes as {@link #hashFrames} wrote it
     * @param segmentHashes as {@link #encode} kept it
     * @throws MediaException CUT_UNSAFE when a picture differs, is missing or is too many; FAILED when a list cannot be read
     */
    void compareFrames(Path filmHashes, Segment segment, Path segmentHashes) throws MediaException;

    /** Encodes every audio stream of the source once; an empty list when it has none. */
    List<AudioTrack> encodeAudio(
            MediaInfo info, PreparedSource source, int bitrate, Path folder, Supervision supervision)
            throws MediaException;

    /** Joins parts, audio, subtitles and chapters to a film, and checks it. */
    JoinedFilm join(JoinOrder order, Supervision supervision) throws MediaException;

    /** Generates a short film with sound, for the first start of a new installation. */
    void makeSample(Path target, Supervision supervision) throws MediaException;
}

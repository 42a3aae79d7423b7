package org.reelmill.media.jave;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;

/**
 * Takes the lines of ffmpeg's {@code framehash} while a segment is decoded, and compares them with the sequential decode
 * of the whole film.
 */
final class DecodedFrames implements Consumer<String> {

    private static final int PTS_COLUMN = 2;
    private static final int HASH_COLUMN = 5;

    private final Optional<Iterator<HashedFrame>> expected;
    private final LongStream.Builder stamps = LongStream.builder();

    /** @param expected the pictures of this segment; absent when nothing is to be compared */
    DecodedFrames(Optional<Iterator<HashedFrame>> expected) {
        this.expected = expected;
    }

    /** Ends the run that delivers the lines. */
    private static final class DifferenceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DifferenceException(String message) {
            super(message);
        }
    }

    /** Work that delivers its lines to an object of this class. */
    interface Run {
        void run() throws MediaException;
    }

    /** @throws MediaException CUT_UNSAFE when a picture differs or is missing, or whatever the run throws */
    void during(Run run) throws MediaException {
        try {
            run.run();
        } catch (DifferenceException e) {
            throw new MediaException(Kind.CUT_UNSAFE, e.getMessage());
        }
        if (expected.isPresent() && expected.get().hasNext()) {
            throw new MediaException(
                    Kind.CUT_UNSAFE,
                    "the picture at " + expected.get().next().pts() + " was not decoded in its segment");
        }
    }

    @Override
    public void accept(String line) {
        if (line.startsWith("#")) {
            return;
        }
        String[] columns = line.split(",");
        HashedFrame frame = new HashedFrame(Long.parseLong(columns[PTS_COLUMN].trim()), columns[HASH_COLUMN].trim());
        stamps.add(frame.pts());
        expected.ifPresent(frames -> compare(frames, frame));
    }

    private static void compare(Iterator<HashedFrame> frames, HashedFrame frame) {
        if (!frames.hasNext() || !frames.next().equals(frame)) {
            throw new DifferenceException(
                    "the picture at " + frame.pts() + " is not the one that the sequential decode has there");
        }
    }

    boolean compared() {
        return expected.isPresent();
    }

    /** Time stamps of the decoded pictures, rising. */
    long[] pts() {
        long[] sorted = stamps.build().toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}

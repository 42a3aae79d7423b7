package org.reelmill.media.jave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;

/**
 * Takes the lines of ffmpeg's {@code framehash} while a segment is decoded, and compares them with the sequential decode
 * of the whole film, or keeps them until that is there.
 */
final class DecodedFrames implements Consumer<String>, AutoCloseable {

    private static final int PTS_COLUMN = 2;
    private static final int HASH_COLUMN = 5;

    private final Optional<FrameHashList.Reader> film;
    private final Optional<FrameComparison> comparison;
    private final Optional<FrameHashList.Writer> kept;

    /** The first one. */
    private Optional<String> difference = Optional.empty();

    private final LongStream.Builder stamps = LongStream.builder();

    private DecodedFrames(
            Optional<FrameHashList.Reader> film,
            Optional<FrameComparison> comparison,
            Optional<FrameHashList.Writer> kept) {
        this.film = film;
        this.comparison = comparison;
        this.kept = kept;
    }

    static DecodedFrames of(SegmentOrder order) throws IOException {
        if (order.hashes() instanceof SegmentOrder.Hashes.Compare compare) {
            return comparing(compare, order.segment());
        }
        Optional<FrameHashList.Writer> kept = order.hashes() instanceof SegmentOrder.Hashes.Keep keep
                ? Optional.of(FrameHashList.write(keep.target()))
                : Optional.empty();
        return new DecodedFrames(Optional.empty(), Optional.empty(), kept);
    }

    private static DecodedFrames comparing(SegmentOrder.Hashes.Compare compare, Segment segment) throws IOException {
        FrameHashList.Reader film = FrameHashList.read(compare.filmHashes());
        try {
            return new DecodedFrames(
                    Optional.of(film), Optional.of(new FrameComparison(film.of(segment))), Optional.empty());
        } catch (IOException e) {
            film.close();
            throw e;
        }
    }

    /** Work that delivers its lines to an object of this class. */
    interface Run {
        void run() throws MediaException;
    }

    /**
     * A difference counts when the run has ended by itself: who is told to stop writes pictures that he would not have written.
     *
     * @throws MediaException CUT_UNSAFE when a picture differs or is missing, or whatever the run throws
     */
    void during(Run run) throws MediaException, IOException {
        try {
            run.run();
        } catch (ToolFailedException e) {
            if (difference.isEmpty() || !e.gaveUp()) {
                throw e;
            }
        }
        if (difference.isPresent()) {
            throw new MediaException(Kind.CUT_UNSAFE, difference.get());
        }
        Optional<String> lack = comparison.flatMap(FrameComparison::lacks);
        if (lack.isPresent()) {
            throw new MediaException(Kind.CUT_UNSAFE, lack.get());
        }
        if (kept.isPresent()) {
            kept.get().finish();
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
        if (difference.isEmpty()) {
            difference = comparison.flatMap(film -> film.differs(frame));
        }
        kept.ifPresent(list -> add(list, frame));
    }

    private static void add(FrameHashList.Writer list, HashedFrame frame) {
        try {
            list.add(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean compared() {
        return comparison.isPresent();
    }

    /** Time stamps of the decoded pictures, rising. */
    long[] pts() {
        long[] sorted = stamps.build().toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public void close() throws IOException {
        if (film.isPresent()) {
            film.get().close();
        }
        if (kept.isPresent()) {
            kept.get().close();
        }
    }
}

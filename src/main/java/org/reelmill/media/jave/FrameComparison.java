package org.reelmill.media.jave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Segment;

/** The pictures of a segment, one after the other, beside those that the sequential decode of the film has there. */
final class FrameComparison {

    private final Iterator<HashedFrame> film;

    FrameComparison(Iterator<HashedFrame> film) {
        this.film = film;
    }

    /** As {@link org.reelmill.media.MediaEngine#compareFrames}. */
    static void compare(Path filmHashes, Segment segment, Path segmentHashes) throws MediaException {
        try (FrameHashList.Reader film = FrameHashList.read(filmHashes);
                FrameHashList.Reader decoded = FrameHashList.read(segmentHashes)) {
            FrameComparison comparison = new FrameComparison(film.of(segment));
            Iterator<HashedFrame> frames = decoded.all();
            while (frames.hasNext()) {
                fail(comparison.differs(frames.next()));
            }
            fail(comparison.lacks());
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        }
    }

    /** Takes the next picture of the segment. @return how it differs, empty when it is the right one */
    Optional<String> differs(HashedFrame decoded) {
        if (film.hasNext() && film.next().equals(decoded)) {
            return Optional.empty();
        }
        return Optional.of("the picture at " + decoded.pts() + " is not the one that the sequential decode has there");
    }

    /** The first picture that the segment should have had and has not. */
    Optional<String> lacks() {
        return film.hasNext()
                ? Optional.of("the picture at " + film.next().pts() + " was not decoded in its segment")
                : Optional.empty();
    }

    private static void fail(Optional<String> difference) throws MediaException {
        if (difference.isPresent()) {
            throw new MediaException(Kind.CUT_UNSAFE, difference.get());
        }
    }

    private static MediaException unreadable(IOException cause) {
        return new MediaException(Kind.FAILED, "a list of picture hashes cannot be read", cause);
    }
}

package org.reelmill.media.jave;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the lines of ffmpeg's {@code framehash} about copied audio packets, and keeps where each stream starts and ends. */
final class AudioExtents implements Consumer<String> {

    private final Map<Integer, Extent> extents = new HashMap<>();
    private final SoundLines lines = new SoundLines(
            (stream, start, end) -> extents.merge(stream, new Extent(start, end, end - start), Extent::with));

    /**
     * In seconds from the start of the file.
     *
     * @param last how long the last packet lasts
     */
    record Extent(double start, double end, double last) {

        Extent with(Extent other) {
            return new Extent(
                    Math.min(start, other.start), Math.max(end, other.end), other.end < end ? last : other.last);
        }
    }

    @Override
    public void accept(String line) {
        lines.accept(line);
    }

    /** Empty when the stream has no packets. */
    Optional<Extent> of(int stream) {
        return Optional.ofNullable(extents.get(stream));
    }
}

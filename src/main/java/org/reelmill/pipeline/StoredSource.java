package org.reelmill.pipeline;

import java.nio.file.Path;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;
import org.reelmill.media.Segment;

/**
 * A {@link PreparedSource} as the job keeps it: without absolute paths, because nodes may mount the work folder in
 * different places.
 *
 * @param video name of the file in the job's ingest folder, or empty for the source itself
 * @param audio likewise
 * @param deinterlace by the policy when it was prepared: all segments of a film are made alike. Null when it was prepared by a
 *     version that did not know
 */
public record StoredSource(
        String video,
        int videoStream,
        String audio,
        double audioStartTime,
        Rational timeBase,
        long firstPts,
        long endPts,
        long frames,
        Recipe recipe,
        String reason,
        Deinterlace deinterlace) {

    static StoredSource of(PreparedSource source, Path sourceFile, Deinterlace deinterlace) {
        return new StoredSource(
                nameOf(source.video(), sourceFile),
                source.videoStream(),
                nameOf(source.audio(), sourceFile),
                source.audioStartTime(),
                source.timeBase(),
                source.firstPts(),
                source.endPts(),
                source.frames(),
                source.recipe(),
                source.reason(),
                deinterlace);
    }

    PreparedSource at(Path sourceFile, Path ingestFolder) {
        return new PreparedSource(
                video.isEmpty() ? sourceFile : ingestFolder.resolve(video),
                videoStream,
                audio.isEmpty() ? sourceFile : ingestFolder.resolve(audio),
                audioStartTime,
                timeBase,
                firstPts,
                endPts,
                frames,
                recipe,
                reason);
    }

    /** The same source, with the number of its pictures as a decode gave it. */
    StoredSource withFrames(long decoded) {
        return new StoredSource(
                video,
                videoStream,
                audio,
                audioStartTime,
                timeBase,
                firstPts,
                endPts,
                decoded,
                recipe,
                reason,
                deinterlace);
    }

    Segment segment(TranscodeTask task) {
        return new Segment(
                task.part(),
                task.startPts(),
                task.endPts(),
                task.frames(),
                task.startPts() == firstPts,
                task.endPts() == endPts);
    }

    /** The whole film as its one segment. */
    Segment wholeFilm() {
        return new Segment(0, firstPts, endPts, frames, true, true);
    }

    private static String nameOf(Path file, Path sourceFile) {
        return file.equals(sourceFile) ? "" : file.getFileName().toString();
    }
}

package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Supervision;

/** Proves that a joined film is the sum of its parts and that its sound stands where it stood in the source. */
final class FilmCheck {

    /** What rounding to a container's unit may cost, in seconds. */
    private static final double TIME_TOLERANCE = 0.002;

    private static final double AAC_SAMPLES = 1024;

    /** One frame of AAC at 44.1 kHz, the most by which a track can begin or end beside its source. */
    private static final double AUDIO_FRAME = AAC_SAMPLES / 44_100;

    private static final double MILLIS = 1000;

    private final Tools tools;

    FilmCheck(Tools tools) {
        this.tools = tools;
    }

    /** @throws MediaException CUT_UNSAFE when the parts' codec headers differ, so that they make no one film */
    void parts(List<JoinOrder.Piece> pieces, Supervision supervision) throws MediaException {
        String headers = "";
        for (JoinOrder.Piece piece : pieces) {
            PartHeader header = PartHeader.read(tools, piece.file(), supervision);
            if (header.frames() != piece.frames()) {
                throw new MediaException(
                        Kind.FAILED,
                        "part " + piece.file().getFileName() + " holds " + header.frames() + " pictures instead of "
                                + piece.frames());
            }
            if (!headers.isEmpty() && !headers.equals(header.headers())) {
                throw new MediaException(Kind.CUT_UNSAFE, "the codec headers of the film's segments differ");
            }
            headers = header.headers();
        }
    }

    JoinedFilm film(JoinOrder order, List<JoinOrder.Piece> pieces, List<String> notes, Supervision supervision)
            throws MediaException, IOException {
        Path file = order.target();
        WrittenVideo video = WrittenVideo.read(tools, file, supervision);
        double drift = checkPictures(order, pieces, video);
        decodeKeyFrames(file, supervision);
        List<String> all = new ArrayList<>(notes);
        List<JoinedFilm.AudioOffset> offsets = offsets(order, video, drift, all, supervision);
        return new JoinedFilm(
                video.pts().length,
                video.length(),
                video.size().width(),
                video.size().height(),
                Files.size(file),
                OwnFiles.sha256(file),
                offsets,
                all);
    }

    /**
     * Every part's first picture must stand where its part begins.
     *
     * @return how far the last part's first picture is from there, in seconds
     */
    private static double checkPictures(JoinOrder order, List<JoinOrder.Piece> pieces, WrittenVideo video)
            throws MediaException {
        long frames = pieces.stream().mapToLong(JoinOrder.Piece::frames).sum();
        if (video.pts().length != frames) {
            throw wrong("the film holds " + video.pts().length + " pictures instead of " + frames);
        }
        if (!video.size().equals(order.size())) {
            throw wrong("the film has the size " + video.size());
        }
        ConcatList.ExactSum sum = new ConcatList.ExactSum();
        int picture = 0;
        double drift = 0;
        for (JoinOrder.Piece piece : pieces) {
            double due = sum.microseconds() / 1e6;
            drift = video.seconds(picture) - video.seconds(0) - due;
            if (Math.abs(drift) > TIME_TOLERANCE) {
                throw wrong(String.format(
                        Locale.ROOT,
                        "part %s begins %.4f s beside its place",
                        piece.file().getFileName(),
                        drift));
            }
            sum.add(piece.seconds());
            picture += (int) piece.frames();
        }
        checkEnd(order, video, sum.microseconds() / 1e6);
        return drift;
    }

    private static void checkEnd(JoinOrder order, WrittenVideo video, double due) throws MediaException {
        double rate = Math.min(
                order.info().video().frameRate().value(), order.rendition().maxFramerate());
        double last = video.seconds(video.pts().length - 1) - video.seconds(0);
        // pictures that last long, as in a recording of slides, are stored in another order than they are shown
        double before = video.pts().length < 2 ? 0 : video.seconds(video.pts().length - 2) - video.seconds(0);
        double frame = Math.max(1 / rate, Math.max(due - last, last - before));
        if (last > due || Math.abs(video.length() - due) > frame + TIME_TOLERANCE) {
            throw wrong(String.format(Locale.ROOT, "the film ends at %.3f s instead of %.3f s", video.length(), due));
        }
    }

    /** A quick look into every group of pictures; {@code -xerror} makes the first damage an error. */
    private void decodeKeyFrames(Path file, Supervision supervision) throws MediaException {
        List<String> arguments = new ArrayList<>(List.of("-xerror", "-threads", "1", "-skip_frame", "nokey"));
        arguments.addAll(Tools.input(file));
        arguments.addAll(List.of("-map", "0:v:0", "-fps_mode", "passthrough", "-f", "null", "-"));
        if (tools.ffmpeg(arguments, supervision).frames() == 0) {
            throw wrong("none of the film's key frames can be decoded");
        }
    }

    private List<JoinedFilm.AudioOffset> offsets(
            JoinOrder order, WrittenVideo video, double videoDrift, List<String> notes, Supervision supervision)
            throws MediaException {
        if (order.audio().isEmpty()) {
            return List.of();
        }
        List<WrittenAudio> written = WrittenAudio.read(tools, order.target(), supervision);
        if (written.size() != order.audio().size()) {
            throw wrong("the film has " + written.size() + " audio tracks instead of "
                    + order.audio().size());
        }
        PreparedSource source = order.source();
        double videoError = video.seconds(0) - (firstPicture(source, supervision) - source.audioStartTime());
        List<JoinedFilm.AudioOffset> offsets = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            AudioTrack track = order.audio().get(i);
            double sourceEnd = track.source().startTime() + track.source().duration() - source.audioStartTime();
            // a track is padded with silence to the start of the file, where its clock is 0
            double start = written.get(i).start() - videoError;
            double end = withoutLoss(written.get(i).end() - sourceEnd - videoError - videoDrift, track.lostSeconds());
            if (Math.abs(start) > AUDIO_FRAME) {
                throw wrong(
                        String.format(Locale.ROOT, "sound and picture are %.1f ms apart at the start", start * MILLIS));
            }
            if (Math.abs(end) > frame(track)) {
                notes.add(String.format(
                        Locale.ROOT,
                        "Sound ends %.0f ms %s than in the source: audio stream %d",
                        Math.abs(end) * MILLIS,
                        end < 0 ? "sooner" : "later",
                        track.source().index()));
            }
            offsets.add(new JoinedFilm.AudioOffset(track.source().language(), millis(start), millis(end)));
        }
        return offsets;
    }

    /** Sound that is known to be lost may be missing at the end. */
    private static double withoutLoss(double end, double lost) {
        return end < 0 ? Math.min(0, end + lost) : end;
    }

    /**
     * By so much sound may end beside its source, in seconds: by one frame of AAC at the track's own rate, and by what the source's
     * last packet holds beyond its sound.
     */
    private static double frame(AudioTrack track) {
        return Math.max(
                track.frameSeconds(),
                AAC_SAMPLES / Math.max(1, Math.min(track.source().sampleRate(), 44_100)));
    }

    /** As the source itself shows it, in seconds of its clock: what the ingest noted is not to prove itself. */
    private double firstPicture(PreparedSource source, Supervision supervision) throws MediaException {
        return FirstPicture.pts(tools, source.video(), source.videoStream(), supervision)
                        .orElseThrow(() -> wrong("the source shows no picture"))
                * source.timeBase().value();
    }

    /** To a thousandth of a millisecond: what is beyond is the noise of the arithmetic. */
    private static double millis(double seconds) {
        return Math.round(seconds * MILLIS * MILLIS) / MILLIS;
    }

    private static MediaException wrong(String message) {
        return new MediaException(Kind.FAILED, message);
    }
}

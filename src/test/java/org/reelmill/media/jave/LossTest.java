package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.reelmill.media.jave.TestFfmpeg.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.FrameSize;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaEngine.Prepared;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Rendition;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.SegmentPlan;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;
import org.reelmill.testing.DamagedPackets;
import org.reelmill.testing.FilmMill;

/** What a source has lost within, that nobody may find out only when it is gone (ADR 50). All found by attack. */
@Tag("ffmpeg")
class LossTest {

    private static final String PICTURES = "-f lavfi -i testsrc2=s=64x64:d=8 ";
    private static final String SOUND = "-f lavfi -i sine=r=48000:d=8 ";
    private static final String CODECS = "-c:v libx264 -preset ultrafast -g 25 -c:a aac ";

    /** Bytes. */
    private static final int NAL_SIZE = 4;

    private final MediaEngine engine = TestFfmpeg.engine();

    @TempDir
    private Path folder;

    @Test
    void aFragmentThatIsLostIsMissing() throws Exception {
        Path whole = folder.resolve("whole.mp4");
        ffmpeg(PICTURES + SOUND + CODECS + "-movflags frag_keyframe+empty_moov", whole);
        Path film = Files.write(folder.resolve("film.mp4"), withoutFragment(Files.readAllBytes(whole), 4));

        assertThat(prepare(whole).damage()).isEmpty();
        assertThat(prepare(film).damage()).isEqualTo("The source is damaged: 1.0 s within it are missing");
    }

    /** Of a film without fragments, and of one with. */
    @ParameterizedTest
    @CsvSource({"film.mkv, ''", "film.mp4, -movflags frag_keyframe+empty_moov"})
    void aPauseIsNoLossButIsSaid(String name, String options) throws MediaException {
        Path film = folder.resolve(name);
        ffmpeg(PICTURES + SOUND + "-vf setpts='if(lt(N,80),N,N+100)' -fps_mode passthrough " + CODECS + options, film);
        Prepared prepared = prepare(film);

        assertThat(prepared.damage()).isEmpty();
        assertThat(prepared.missingSeconds()).isZero();
        assertThat(prepared.notes()).containsExactly("For 4.0 s between its pictures the source has no new one.");
    }

    @Test
    void everyPictureThatTheDecoderRefusesIsLost() throws Exception {
        Path film = folder.resolve("film.mp4");
        ffmpeg(PICTURES + "-c:v libx264 -g 25", film);
        DamagedPackets.overwrite(film, "v", NAL_SIZE, packet -> packet % 20 == 11);
        MediaInfo whole = engine.probe(film, Supervision.none()).inOnePiece("to be sure");
        Prepared prepared = engine.prepare(film, whole, folder, Supervision.none());

        MediaEngine.Hashed hashed =
                engine.hashFrames(film, whole, prepared.source(), folder.resolve("hashes"), 1, Supervision.none());

        assertThat(hashed.damage()).isEqualTo("The source is damaged: 10 of its 200 pictures cannot be decoded");
    }

    @Test
    void soundThatIsLostWithinATrackIsMeasured() throws Exception {
        Path film = folder.resolve("film.mp4");
        ffmpeg(PICTURES + SOUND + CODECS, film);
        assertThat(sound(film).lostSeconds()).isZero();

        DamagedPackets.overwrite(film, "a", Integer.MAX_VALUE, packet -> packet >= 100 && packet < 147);

        AudioTrack track = sound(film);
        assertThat(track.lostSeconds()).isCloseTo(47 * 1024 / 48_000.0, within(0.05));
        assertThat(track.loss().tooMuch()).isTrue();
        assertThat(film("out", film).notes()).containsExactly("1.0 s of its sound are lost: audio stream 1 (aac)");
    }

    @Test
    void soundOfWhichPacketsWereNotReceivedIsLost() throws Exception {
        Path whole = folder.resolve("whole.ts");
        ffmpeg(PICTURES + SOUND + "-c:v libx264 -preset ultrafast -g 25 -c:a mp2 -mpegts_start_pid 256", whole);
        Path film = Files.write(folder.resolve("film.ts"), withoutPackets(Files.readAllBytes(whole), 257, 100, 250));

        assertThat(prepare(whole).damage()).isEmpty();
        assertThat(prepare(film).damage())
                .startsWith("The source is damaged: ")
                .endsWith(" s of its sound are lost: audio stream 1 (mp2)");
    }

    /** Sound that pauses by its time stamps is as its maker wanted it. */
    @ParameterizedTest
    @CsvSource({"film.mkv", "film.mp4", "film.ts"})
    void soundThatPausesIsNotLost(String name) throws MediaException {
        Path film = folder.resolve(name);
        ffmpeg(PICTURES + SOUND + "-af aselect='not(between(t,3,5))' " + CODECS, film);

        assertThat(sound(film).lostSeconds()).isZero();
        assertThat(prepare(film).damage()).isEmpty();
    }

    @Test
    void soundWhoseClockRunsSlowIsNeverAFrameBesideItsPlace() throws MediaException {
        Path whole = folder.resolve("whole.mkv");
        ffmpeg(PICTURES + SOUND + CODECS, whole);
        Path film = folder.resolve("film.mkv");
        ffmpeg("-i " + whole + " -c copy -bsf:a setts=ts=TS*1.004", film);

        JoinedFilm milled = film("film", film);

        assertThat(milled.audio().get(0).endMillis()).isCloseTo(0, within(1024 / 44.1));
        assertThat(milled.notes()).isEmpty();
    }

    /** By what was measured of the source when its sound was encoded. */
    @ParameterizedTest
    @CsvSource({
        "0.02, 0, ''",
        "0.1, 0, Sound ends \\d+ ms sooner than in the source.*",
        "0.1, 0.1, 0.1 s of its sound are lost.*",
        "-0.1, 0, Sound ends \\d+ ms later than in the source.*"
    })
    void soundThatEndsBesideItsPlaceIsNamed(double further, double lost, String note) throws MediaException {
        Path source = folder.resolve("film.mp4");
        ffmpeg("-f lavfi -i testsrc2=s=64x64:d=2 -f lavfi -i sine=r=48000:d=2 " + CODECS, source);
        MediaInfo info = engine.probe(source, Supervision.none());
        PreparedSource prepared =
                engine.prepare(source, info, folder, Supervision.none()).source();
        Rendition rendition = new Rendition("out", 64, 64, VideoCodec.H264, 30, "ultrafast", "main", 8, 60, 96);
        FrameSize size = new FrameSize(64, 64);
        Segment whole = SegmentPlan.onePiece(prepared).get(0);
        Path part = folder.resolve("part");
        SegmentOrder order = new SegmentOrder(
                info,
                prepared,
                whole,
                List.of(new SegmentOrder.Target(rendition, size, part)),
                Deinterlace.AUTO,
                new SegmentOrder.Hashes.None());
        EncodedSegment.Part encoded =
                engine.encode(order, Supervision.none()).parts().get(0);
        AudioTrack track = engine.encodeAudio(info, prepared, 96, folder, Supervision.none())
                .get(0);
        MediaInfo.Audio audio = track.source();
        MediaInfo.Audio longer = new MediaInfo.Audio(
                audio.index(), audio.codec(), "", "", 1, 48_000, true, audio.startTime(), audio.duration() + further);

        JoinedFilm film = engine.join(
                new JoinOrder(
                        info,
                        prepared,
                        rendition,
                        size,
                        List.of(new JoinOrder.Piece(part, encoded.frames(), encoded.seconds())),
                        List.of(new AudioTrack(longer, 96, track.file(), track.frameSeconds(), lost)),
                        false,
                        false,
                        folder.resolve("joined.mp4")),
                Supervision.none());

        assertThat(String.join("", film.notes())).matches(note);
    }

    private Prepared prepare(Path film) throws MediaException {
        return engine.prepare(film, engine.probe(film, Supervision.none()), folder, Supervision.none());
    }

    private AudioTrack sound(Path film) throws MediaException {
        MediaInfo info = engine.probe(film, Supervision.none());
        Prepared prepared = engine.prepare(film, info, folder, Supervision.none());
        return engine.encodeAudio(info, prepared.source(), 96, folder, Supervision.none())
                .get(0);
    }

    private JoinedFilm film(String name, Path film) throws MediaException {
        Rendition rendition = new Rendition("out", 64, 64, VideoCodec.H264, 30, "ultrafast", "main", 8, 60, 96);
        return new FilmMill(engine, folder.resolve("mill-" + name))
                .mill(film, List.of(rendition), 5)
                .outputs()
                .get("out")
                .film();
    }

    /** Without some packets of a stream, by their number in it. */
    private static byte[] withoutPackets(byte[] film, int pid, int from, int to) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        int number = 0;
        for (int start = 0; start < film.length; start += 188) {
            boolean ours = (ByteBuffer.wrap(film, start + 1, 2).getShort() & 0x1fff) == pid;
            if (!ours || number < from || number >= to) {
                rest.write(film, start, 188);
            }
            number += ours ? 1 : 0;
        }
        return rest.toByteArray();
    }

    /** @param number of the fragment, from 0 */
    private static byte[] withoutFragment(byte[] film, int number) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        int fragment = -1;
        for (int start = 0; start < film.length; ) {
            int size = ByteBuffer.wrap(film, start, 4).getInt();
            String type = new String(film, start + 4, 4, StandardCharsets.ISO_8859_1);
            fragment += type.equals("moof") ? 1 : 0;
            if (fragment != number) {
                rest.write(film, start, size);
            }
            start += size;
        }
        return rest.toByteArray();
    }
}

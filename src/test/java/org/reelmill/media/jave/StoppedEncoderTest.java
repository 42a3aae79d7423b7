package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.FrameSize;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Rendition;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.SegmentPlan;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;

/** An encoder that somebody tells to stop, as by Ctrl-C in its terminal. */
@Tag("ffmpeg")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class StoppedEncoderTest {

    private static final JaveMediaEngine ENGINE = new JaveMediaEngine(TestTools.settings());

    @TempDir
    Path folder;

    @AfterAll
    static void closeTheEngine() {
        ENGINE.close();
    }

    @Test
    void hasFailedHoweverItsLastPicturesLook() throws MediaException {
        Path film = folder.resolve("film.mp4");
        String arguments = "-f lavfi -i testsrc2=s=1280x720:d=20 -c:v libx264 -preset ultrafast -bf 3 -g 25";
        TestFfmpeg.ffmpeg(Stream.concat(Arrays.stream(arguments.split(" ")), Stream.of(film.toString()))
                .toList());
        MediaInfo info = ENGINE.probe(film, Supervision.none());
        var prepared = ENGINE.prepare(film, info, folder, Supervision.none());
        Path hashes = folder.resolve("hashes");
        ENGINE.hashFrames(film, info, prepared.source(), hashes, 2, Supervision.none());
        SegmentOrder order = new SegmentOrder(
                info,
                prepared.source(),
                SegmentPlan.onePiece(prepared.source()).get(0),
                List.of(new SegmentOrder.Target(
                        new Rendition("r", 1280, 720, VideoCodec.H264, 30, "slow", "high", 8, 60, 64),
                        new FrameSize(1280, 720),
                        folder.resolve("part.mp4"))),
                Deinterlace.AUTO,
                new SegmentOrder.Hashes.Compare(hashes));

        MediaException end =
                catchThrowableOfType(() -> ENGINE.encode(order, new Interrupting(folder)), MediaException.class);

        assertThat(end).hasMessageContaining("exit code 255");
        assertThat(end.kind()).isEqualTo(Kind.FAILED);
    }

    /** Found by attack: a sound encoder that was killed made a silent film. */
    @Test
    void soundThatWasKilledIsNoSoundThatCannotBeDecoded() throws MediaException {
        Path film = folder.resolve("film.mp4");
        TestFfmpeg.ffmpeg(List.of(
                ("-f lavfi -i testsrc2=s=64x36:d=600:r=1 -f lavfi -i sine=d=600 -c:v libx264 -preset ultrafast -c:a aac "
                                + film)
                        .split(" ")));
        MediaInfo info = ENGINE.probe(film, Supervision.none());
        var prepared = ENGINE.prepare(film, info, folder, Supervision.none());

        MediaException end = catchThrowableOfType(
                () -> ENGINE.encodeAudio(info, prepared.source(), 128, folder, new Interrupting(folder)),
                MediaException.class);

        assertThat(end).hasMessageContaining("exit code 255");
        assertThat(end.kind()).isEqualTo(Kind.FAILED);
    }

    /** Sends the signal as soon as pictures are written; other tests run beside this one, with encoders of their own. */
    private record Interrupting(Path folder) implements Supervision {

        @Override
        public boolean mayGoOn() {
            return true;
        }

        @Override
        public void progress(long frames) {
            ProcessHandle.current().children().filter(this::isOurs).forEach(child -> {
                try {
                    // built into every shell; as a program of its own it is not on a bare Debian
                    new ProcessBuilder("sh", "-c", "kill -INT " + child.pid()).start();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private boolean isOurs(ProcessHandle child) {
            return child.info().commandLine().orElse("").contains(folder.toString());
        }
    }
}

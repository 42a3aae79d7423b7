package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovieHeadTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysHowLongAFilmPlaysAndHowLargeItIs(boolean wide) throws IOException {
        byte[] film = OddImages.join(
                OddImages.box("ftyp", new byte[8]), OddImages.box("mdat", new byte[100]), movie(wide, 600, 7_530));

        assertThat(read(film)).contains(new MovieHead(12.55, 1920, 1080));
    }

    @Test
    void saysNothingWhereNothingIsKnown() throws IOException {
        assertThat(read(movie(false, 600, 0))).as("recorded in fragments").isEmpty();
        assertThat(read(movie(false, 600, 0xFFFFFFFFL))).as("unknown").isEmpty();
        assertThat(read(movie(true, 600, -1))).as("unknown").isEmpty();
        assertThat(read(movie(false, 0, 600))).as("no units").isEmpty();
        assertThat(read(OddImages.latin("no film at all, whatever its name is")))
                .isEmpty();
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void endsWhateverTheBytesAre() throws IOException {
        byte[] film = OddImages.join(OddImages.box("ftyp", new byte[8]), movie(false, 600, 7_530));
        for (int length = 0; length < film.length; length++) {
            read(Arrays.copyOf(film, length));
        }
        byte[] busy = new byte[8 * 100_000];
        for (int at = 3; at < busy.length; at += 8) {
            busy[at] = 8;
        }
        assertThat(read(OddImages.join(busy, film))).isEmpty();
        byte[] backwards = OddImages.box("free", new byte[8]);
        backwards[3] = 4;
        assertThat(read(OddImages.join(backwards, film))).isEmpty();
    }

    private Optional<MovieHead> read(byte[] film) throws IOException {
        return MovieHead.of(Files.write(folder.resolve("film"), film));
    }

    private static byte[] movie(boolean wide, int scale, long duration) {
        ByteBuffer head = ByteBuffer.allocate(120);
        if (wide) {
            head.put((byte) 1).position(20);
            head.putInt(scale).putLong(duration);
        } else {
            head.position(12);
            head.putInt(scale).putInt((int) duration);
        }
        return OddImages.box(
                "moov",
                OddImages.box("mvhd", head.array()),
                track(wide, 0, 0),
                track(wide, 1920, 1080),
                track(wide, 320, 180));
    }

    private static byte[] track(boolean wide, int width, int height) {
        ByteBuffer head = ByteBuffer.allocate(96);
        if (wide) {
            head.put((byte) 1);
        }
        head.position(wide ? 88 : 76);
        head.putInt(width << 16).putInt(height << 16);
        return OddImages.box("trak", OddImages.box("tkhd", head.array()));
    }
}

package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.Segment;

class FrameHashListTest {

    @TempDir
    Path folder;

    @Test
    void givesAStretchByTimeStamps() throws IOException {
        List<HashedFrame> frames =
                LongStream.range(0, 5000).mapToObj(i -> frame(-40 + i * 10)).toList();
        Path list = write(frames);

        try (FrameHashList.Reader reader = FrameHashList.read(list)) {
            assertThat(reader.size()).isEqualTo(5000);
            assertThat(reader.all()).toIterable().isEqualTo(frames);
            assertThat(reader.of(new Segment(0, 0, 0, 5000, true, true)))
                    .toIterable()
                    .isEqualTo(frames);
            assertThat(reader.of(stretch(0, 100))).toIterable().isEqualTo(frames.subList(4, 14));
            assertThat(reader.of(stretch(1, 101))).toIterable().isEqualTo(frames.subList(5, 15));
            assertThat(reader.of(stretch(49_950, 60_000))).toIterable().isEqualTo(frames.subList(4999, 5000));
            assertThat(reader.of(stretch(60_000, 70_000))).isExhausted();
        }
    }

    @Test
    void aListThatWasNotFinishedIsNone() throws IOException {
        Path list = folder.resolve("unfinished");
        try (FrameHashList.Writer writer = FrameHashList.write(list)) {
            writer.add(frame(0));
        }

        assertThatThrownBy(() -> FrameHashList.read(list)).isInstanceOf(IOException.class);
    }

    @Test
    void aListThatWasCutOffIsNone() throws IOException {
        Path list = write(List.of(frame(0), frame(1)));
        byte[] bytes = Files.readAllBytes(list);
        Files.write(list, Arrays.copyOf(bytes, bytes.length - 1));

        assertThatThrownBy(() -> FrameHashList.read(list)).isInstanceOf(IOException.class);
    }

    private static Segment stretch(long from, long to) {
        return new Segment(1, from, to, (to - from) / 10, false, false);
    }

    private Path write(List<HashedFrame> frames) throws IOException {
        Path list = folder.resolve("list");
        try (FrameHashList.Writer writer = FrameHashList.write(list)) {
            for (HashedFrame frame : frames) {
                writer.add(frame);
            }
            writer.finish();
        }
        return list;
    }

    private static HashedFrame frame(long pts) {
        return new HashedFrame(pts, String.format("%032x", pts & 0xffff_ffffL));
    }
}

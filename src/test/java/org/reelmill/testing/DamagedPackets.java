package org.reelmill.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.reelmill.media.jave.TestFfmpeg;

/** Damages packets of a film where they are stored. */
public final class DamagedPackets {

    private DamagedPackets() {}

    /**
     * Overwrites the beginning of the packets of a stream.
     *
     * @param stream as ffprobe's {@code -select_streams} takes it
     * @param most bytes of each
     * @param packets those for which it holds, by their number in the stream
     */
    public static void overwrite(Path film, String stream, int most, IntPredicate packets) throws IOException {
        List<String> places = TestFfmpeg.ffprobe(List.of(
                "-v",
                "error",
                "-select_streams",
                stream,
                "-show_entries",
                "packet=pos,size",
                "-of",
                "csv=p=0",
                film.toString()));
        byte[] bytes = Files.readAllBytes(film);
        for (int i = 0; i < places.size(); i++) {
            if (packets.test(i)) {
                String[] fields = places.get(i).split(",");
                int start = Integer.parseInt(fields[1]);
                Arrays.fill(bytes, start, start + Math.min(most, Integer.parseInt(fields[0])), (byte) 0xff);
            }
        }
        Files.write(film, bytes);
    }
}

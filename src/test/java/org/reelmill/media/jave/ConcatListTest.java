package org.reelmill.media.jave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.JoinOrder.Piece;
import org.reelmill.media.Rational;

class ConcatListTest {

    @TempDir
    private Path folder;

    private List<String> written(List<Piece> pieces) throws IOException {
        Path list = folder.resolve("list");
        ConcatList.write(list, pieces);
        return Files.readAllLines(list);
    }

    @Test
    void namesWithQuotesStayOneName() throws IOException {
        Path file = folder.resolve("it's $(a) 'part'.mp4");

        assertThat(written(List.of(new Piece(file, 1, Rational.of(1, 25)))))
                .containsExactly(
                        "ffconcat version 1.0",
                        "file 'file:" + folder.toAbsolutePath() + "/it'\\''s $(a) '\\''part'\\''.mp4'",
                        "duration 0.040000");
    }

    /** 1001/30000 s is no whole number of microseconds; a thousand of them rounded one by one would be 0.33 ms off. */
    @Test
    void roundingDoesNotAddUp() throws IOException {
        Piece piece = new Piece(folder.resolve("part.mp4"), 1, Rational.of(1001, 30_000));

        double sum = written(Collections.nCopies(3000, piece)).stream()
                .filter(line -> line.startsWith("duration "))
                .mapToDouble(line -> Double.parseDouble(line.substring("duration ".length())))
                .sum();

        assertThat(Math.round(sum * 1e6)).isEqualTo(100_100_000);
    }
}

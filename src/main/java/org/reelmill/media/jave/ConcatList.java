package org.reelmill.media.jave;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.Rational;

/**
 * The list by which ffmpeg's concat demuxer joins parts. It places each part at the sum of the durations before it, which it
 * reads to the microsecond; so the sum is rounded here, not each duration, and no error adds up.
 */
final class ConcatList {

    private static final long MICROSECONDS = 1_000_000;

    private ConcatList() {}

    static void write(Path file, List<JoinOrder.Piece> pieces) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("ffconcat version 1.0\n");
            ExactSum sum = new ExactSum();
            long start = 0;
            for (JoinOrder.Piece piece : pieces) {
                sum.add(piece.seconds());
                long end = sum.microseconds();
                out.write("file '" + Tools.url(piece.file()).replace("'", "'\\''") + "'\n");
                out.write(String.format(
                        Locale.ROOT, "duration %d.%06d%n", (end - start) / MICROSECONDS, (end - start) % MICROSECONDS));
                start = end;
            }
        }
    }

    /** Adds fractions without rounding; all parts of a film share a few denominators. */
    static final class ExactSum {

        private BigInteger num = BigInteger.ZERO;
        private BigInteger den = BigInteger.ONE;

        void add(Rational seconds) {
            BigInteger otherDen = BigInteger.valueOf(seconds.den());
            num = num.multiply(otherDen).add(BigInteger.valueOf(seconds.num()).multiply(den));
            den = den.multiply(otherDen);
            BigInteger common = num.gcd(den);
            num = num.divide(common);
            den = den.divide(common);
        }

        /** Rounded to the nearest. */
        long microseconds() {
            BigInteger two = BigInteger.TWO;
            return num.multiply(BigInteger.valueOf(MICROSECONDS))
                    .multiply(two)
                    .add(den)
                    .divide(den.multiply(two))
                    .longValueExact();
        }
    }
}

package org.reelmill.media.jave;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fragments of an MP4 that was written piece by piece (ISO/IEC 14496-12, 8.8.4 and 8.8.5). */
final class Fragments {

    /** A film of a day has as many, with its data. */
    private static final int MOST_BOXES = 1_000_000;

    private Fragments() {}

    /**
     * Whether some are missing by their numbers, which rise. Writers of single tracks may count by two; so a larger step than the
     * usual one is a gap. A pause in a recording makes none.
     */
    static boolean missing(Path file) throws IOException {
        List<Long> numbers = numbers(file);
        long usual = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 1; i < numbers.size(); i++) {
            long step = numbers.get(i) - numbers.get(i - 1);
            usual = step > 0 ? Math.min(usual, step) : usual;
            longest = Math.max(longest, step);
        }
        return longest > usual;
    }

    private static List<Long> numbers(Path file) throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            Boxes all = new Boxes(in, 0, in.length(), MOST_BOXES);
            while (all.find("moof")) {
                Boxes content = all.content(0);
                if (content.find("mfhd") && content.start() + 8 <= in.length()) {
                    in.seek(content.start() + 4);
                    numbers.add(Integer.toUnsignedLong(in.readInt()));
                }
            }
        }
        return numbers;
    }
}

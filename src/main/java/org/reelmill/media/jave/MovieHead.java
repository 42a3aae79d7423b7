package org.reelmill.media.jave;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the head of an MP4 or QuickTime file says (ISO/IEC 14496-12, 8.2.2 and 8.3.2), read in less time than a program takes to
 * start. Nobody has checked it: who relies on it must find another way where it turns out to be wrong.
 *
 * @param seconds how long the film plays
 * @param width of its largest track, as shown, in pixels; 0 when none has pictures
 */
record MovieHead(double seconds, long width, long height) {

    /** Of the fields of a track's head: before the width, in the short form and by how much more in the long one. */
    private static final int BEFORE_WIDTH = 76;

    private static final int LONGER = 12;

    /** Empty for other files, and where it says nothing of use, as in a film that was recorded in fragments. */
    static Optional<MovieHead> of(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            Boxes files = new Boxes(in, 0, in.length());
            while (files.next()) {
                if (files.is("moov")) {
                    return movie(in, files.content(0)).filter(head -> head.seconds > 0);
                }
            }
            return Optional.empty();
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private static Optional<MovieHead> movie(RandomAccessFile in, Boxes boxes) throws IOException {
        double seconds = 0;
        long width = 0;
        long height = 0;
        while (boxes.next()) {
            if (boxes.is("mvhd")) {
                seconds = seconds(in, boxes.start());
            } else if (boxes.is("trak")) {
                Boxes track = boxes.content(0);
                if (track.find("tkhd")) {
                    in.seek(track.start());
                    in.seek(track.start() + BEFORE_WIDTH + (in.read() == 1 ? LONGER : 0));
                    // 16 bits before the point, 16 behind it
                    long across = in.readInt() >>> 16;
                    long down = in.readInt() >>> 16;
                    boolean larger = across * down > width * height;
                    width = larger ? across : width;
                    height = larger ? down : height;
                }
            }
        }
        return Optional.of(new MovieHead(seconds, width, height));
    }

    private static double seconds(RandomAccessFile in, long start) throws IOException {
        in.seek(start);
        boolean wide = in.read() == 1;
        in.seek(start + (wide ? 20 : 12));
        long scale = Integer.toUnsignedLong(in.readInt());
        long duration = wide ? in.readLong() : Integer.toUnsignedLong(in.readInt());
        // all ones mean that it is not known
        boolean known = scale > 0 && duration > 0 && duration != 0xFFFFFFFFL;
        return known ? (double) duration / scale : 0;
    }
}

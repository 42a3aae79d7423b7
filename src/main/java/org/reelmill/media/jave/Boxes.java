package org.reelmill.media.jave;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/** Boxes that follow each other in a file (ISO/IEC 14496-12, 4.2). Nothing in them has been checked. */
final class Boxes {

    /** Files have a dozen beside each other; where there are very many, the file is made to keep people busy. */
    private static final int MOST = 1000;

    private final RandomAccessFile in;
    private final long end;
    private final int most;
    private long next;
    private int seen;
    private String type = "";
    private long start;

    /** @param from position in the file */
    Boxes(RandomAccessFile in, long from, long end) {
        this(in, from, end, MOST);
    }

    /** @param most so many are looked at */
    Boxes(RandomAccessFile in, long from, long end, int most) {
        this.in = in;
        this.next = from;
        this.end = end;
        this.most = most;
    }

    /** Goes on to the next. @return whether there is one */
    boolean next() throws IOException {
        if (next + 8 > end || seen == most) {
            return false;
        }
        seen++;
        long at = next;
        in.seek(at);
        long size = Integer.toUnsignedLong(in.readInt());
        byte[] name = new byte[4];
        in.readFully(name);
        type = new String(name, StandardCharsets.ISO_8859_1);
        if (size == 1) {
            size = in.readLong();
        }
        start = in.getFilePointer();
        next = size == 0 ? end : at + size;
        return next >= start && next <= end;
    }

    boolean is(String other) {
        return type.equals(other);
    }

    String type() {
        return type;
    }

    /** Goes on to the next of a type. @return whether there is one */
    boolean find(String other) throws IOException {
        boolean found = false;
        while (!found && next()) {
            found = is(other);
        }
        return found;
    }

    /** Where the content of this one begins in the file. */
    long start() {
        return start;
    }

    /** The boxes in this one. @param head bytes of it before them */
    Boxes content(int head) {
        return new Boxes(in, start + head, next);
    }
}

package org.reelmill.watch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes that have the outer boxes of an MP4, for tests of thousands of files. Nothing plays it. */
public final class TinyVideo {

    private TinyVideo() {}

    /** @param length of all of it, in bytes; 100 at least */
    public static byte[] ofBytes(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        box(bytes, "ftyp", 16);
        box(bytes, "mdat", length - 16 - 32);
        box(bytes, "moov", 32);
        return bytes.array();
    }

    private static void box(ByteBuffer bytes, String type, int length) {
        int end = bytes.position() + length;
        bytes.putInt(length).put(type.getBytes(StandardCharsets.US_ASCII)).position(end);
    }
}

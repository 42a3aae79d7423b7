package org.reelmill.media.jave;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of a JPEG: its segments, and the bits of its pictures (ITU-T T.81, B.1.1.5 and F.2.2). It takes the same memory
 * whatever the file is like.
 */
final class JpegData implements Closeable {

    private static final VarHandle FOUR_BYTES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int WINDOW = 1 << 16;

    /** More bytes than a block of pixels can take. */
    private static final int LONGEST_BLOCK = 1024;

    /** What stands behind the end of the file, so that nobody need ask for it at each byte: markers. */
    private static final int BEHIND = 8;

    private static final int MARKER = 0xFF;
    private static final int LAST_COEFFICIENT = 63;

    private final InputStream in;
    private final byte[] window = new byte[WINDOW + BEHIND];
    private int at;
    private int end;
    private boolean ended;

    /** The next bits, from the highest on. */
    private long bits;

    /** How many of them there are. */
    private int count;

    /** How many of those that were ever added since {@link #begin} are not of the file. */
    private int padding;

    JpegData(Path file) throws IOException {
        in = Files.newInputStream(file);
        Arrays.fill(window, (byte) MARKER);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Passes over everything up to a marker that is no restart. @throws EOFException there is none */
    int marker() throws IOException {
        while (true) {
            while (next() != MARKER) {
                passToMarker();
            }
            int marker = next();
            while (marker == MARKER) {
                marker = next();
            }
            if (marker != 0 && (marker < 0xD0 || marker > 0xD7)) {
                return marker;
            }
        }
    }

    private void passToMarker() {
        int i = at;
        while (i < end && window[i] != (byte) MARKER) {
            i++;
        }
        at = i;
    }

    /** What stands between a marker and the next. */
    byte[] segment() throws IOException {
        int length = (next() << 8 | next()) - 2;
        UnusualJpegException.unless(length >= 0);
        byte[] segment = new byte[length];
        for (int filled = 0; filled < length; ) {
            require();
            int part = Math.min(length - filled, end - at);
            System.arraycopy(window, at, segment, filled, part);
            filled += part;
            at += part;
        }
        return segment;
    }

    private int next() throws IOException {
        require();
        return window[at++] & 0xFF;
    }

    private void require() throws IOException {
        if (at == end) {
            fill();
            if (at == end) {
                throw new EOFException("the JPEG is cut off");
            }
        }
    }

    private void fill() throws IOException {
        if (!ended) {
            System.arraycopy(window, at, window, 0, end - at);
            end -= at;
            at = 0;
            int read = in.readNBytes(window, end, WINDOW - end);
            end += read;
            ended = end < WINDOW;
            Arrays.fill(window, end, Math.min(end + BEHIND, window.length), (byte) MARKER);
        }
    }

    /** Bits follow. */
    void begin() {
        bits = 0;
        count = 0;
        padding = 0;
    }

    /** Passes over a marker of restart behind the bits so far, where they end. */
    void restart() throws IOException {
        UnusualJpegException.unless(count - padding < Byte.SIZE && next() == MARKER);
        int marker = next();
        UnusualJpegException.unless(marker >= 0xD0 && marker <= 0xD7);
        begin();
    }

    void beginBlock() throws IOException {
        if (end - at < LONGEST_BLOCK) {
            fill();
        }
    }

    /** @throws UnusualJpegException the block had fewer bits than it should */
    void endBlock() throws UnusualJpegException {
        UnusualJpegException.unless(padding <= count);
    }

    boolean bit() {
        refill();
        boolean bit = bits < 0;
        take(1);
        return bit;
    }

    /** By how much the first coefficient of a block differs from that before it (F.2.2.1). */
    int difference(JpegCode code) throws UnusualJpegException {
        refill();
        int symbol = code.symbol((int) (bits >>> Long.SIZE - JpegCode.LONGEST));
        int size = symbol & 0xFF;
        UnusualJpegException.unless(symbol != 0 && size < Short.SIZE);
        take(symbol >> 8);
        if (size == 0) {
            return 0;
        }
        int value = (int) (bits >>> Long.SIZE - size);
        take(size);
        return value < 1 << size - 1 ? value - (1 << size) + 1 : value;
    }

    /** Passes over the other coefficients of a block. */
    void passCoefficients(JpegCode code) throws UnusualJpegException {
        // why: in variables of their own, or each step would wait for the one before to be written to memory
        long ahead = bits;
        int left = count;
        int passed = 0;
        while (passed < LAST_COEFFICIENT) {
            if (left < Integer.SIZE) {
                bits = ahead;
                count = left;
                refill();
                ahead = bits;
                left = count;
            }
            int group = code.group((int) (ahead >>> Long.SIZE - JpegCode.GROUP));
            int used = group >> JpegCode.LONGEST;
            int then = passed + (group & 0xFF);
            if (used > 0 && then < LAST_COEFFICIENT) {
                passed = (group & JpegCode.END) == 0 ? then : LAST_COEFFICIENT;
            } else {
                // a long one, or one behind which the block may end without a word
                int symbol = code.symbol((int) (ahead >>> Long.SIZE - JpegCode.LONGEST));
                UnusualJpegException.unless(symbol != 0);
                used = JpegCode.bits(symbol);
                passed = JpegCode.isEnd(symbol) ? LAST_COEFFICIENT : passed + JpegCode.passed(symbol);
            }
            ahead <<= used;
            left -= used;
        }
        bits = ahead;
        count = left;
        UnusualJpegException.unless(passed == LAST_COEFFICIENT);
    }

    private void take(int taken) {
        bits <<= taken;
        count -= taken;
    }

    /** Makes sure that there are 32 bits: as many as a code and its value can have. */
    private void refill() {
        if (count < Integer.SIZE) {
            int four = (int) FOUR_BYTES.get(window, at);
            if ((~four - 0x01010101 & four & 0x80808080) == 0) {
                // why: no byte is 0xFF, which nearly all are not
                bits |= (four & 0xFFFFFFFFL) << Integer.SIZE - count;
                count += Integer.SIZE;
                at += Integer.BYTES;
            } else {
                refillByBytes();
            }
        }
    }

    private void refillByBytes() {
        while (count <= Long.SIZE - Byte.SIZE) {
            int one = window[at] & 0xFF;
            if (one == MARKER && window[at + 1] != 0) {
                padding += Long.SIZE - count;
                count = Long.SIZE;
                return;
            }
            at += one == MARKER ? 2 : 1;
            bits |= (long) one << Long.SIZE - Byte.SIZE - count;
            count += Byte.SIZE;
        }
    }
}

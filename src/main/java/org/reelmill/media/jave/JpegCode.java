package org.reelmill.media.jave;

import java.util.Arrays;

/** A Huffman code of a JPEG (ITU-T T.81, annex C), as tables that are asked with the bits that come next. */
final class JpegCode {

    /** Bits of the longest code, with which {@link #symbol} is asked. */
    static final int LONGEST = 16;

    /** Bits with which {@link #group} is asked. The table then fits into the fastest memory of a processor. */
    static final int GROUP = 12;

    /** Of a group: the block ends with it. */
    static final int END = 0x100;

    private final char[] symbols = new char[1 << LONGEST];
    private final int[] groups = new int[1 << GROUP];

    /**
     * Reads a code.
     *
     * @param segment of a marker DHT
     * @param at where the 16 numbers of codes begin, behind which stands what the codes mean
     */
    JpegCode(byte[] segment, int at) throws UnusualJpegException {
        int code = 0;
        int value = at + LONGEST;
        for (int length = 1; length <= LONGEST; length++) {
            int span = 1 << LONGEST - length;
            for (int i = segment[at + length - 1] & 0xFF; i > 0; i--) {
                UnusualJpegException.unless(code + span <= symbols.length && value < segment.length);
                Arrays.fill(symbols, code, code + span, (char) (length << 8 | segment[value] & 0xFF));
                code += span;
                value++;
            }
        }
        for (int bits = 0; bits < groups.length; bits++) {
            groups[bits] = groupOf(bits << LONGEST - GROUP);
        }
    }

    /** As many coefficients as fit into the bits, each with its value: it is not looked at. */
    private int groupOf(int bits) {
        int used = 0;
        int passed = 0;
        boolean end = false;
        while (!end) {
            int symbol = symbols[bits << used & 0xFFFF];
            if (symbol == 0 || used + bits(symbol) > GROUP) {
                break;
            }
            end = isEnd(symbol);
            passed += end ? 0 : passed(symbol);
            used += bits(symbol);
        }
        return used << LONGEST | (end ? END : 0) | passed;
    }

    /** What begins with these bits: length of the code above what it means; 0 when there is no such code. */
    int symbol(int bits) {
        return symbols[bits];
    }

    /** Coefficients that follow each other: number of bits above {@link #END} and how many there are; 0 when none fits. */
    int group(int bits) {
        return groups[bits];
    }

    static boolean isEnd(int symbol) {
        return (symbol & 0xFF) == 0;
    }

    /** Of a symbol of coefficients: its code and the value behind it. */
    static int bits(int symbol) {
        return (symbol >> 8) + (symbol & 0xF);
    }

    /** Coefficients that it stands for: zeros, and one with a value. */
    static int passed(int symbol) {
        return (symbol >> 4 & 0xF) + 1;
    }
}

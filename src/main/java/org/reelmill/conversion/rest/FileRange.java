package org.reelmill.conversion.rest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of a file (RFC 9110, section 14). Lists of ranges may be ignored, and are.
 *
 * @param from its first byte
 * @param to its last byte, included
 */
record FileRange(long from, long to) {

    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Whether it lies outside of the file: then the answer is 416. */
    boolean isBeyond(long length) {
        return from >= length || to < from;
    }

    long length() {
        return to - from + 1;
    }

    /** Empty when there is none, or none that has to be heeded. */
    static Optional<FileRange> read(String header, long length) {
        Matcher matcher = FORM.matcher(header == null ? "" : header);
        if (!matcher.matches() || header.equals("bytes=-")) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return Optional.of(new FileRange(Math.max(0, length - Long.parseLong(last)), length - 1));
        }
        long to = last.isEmpty() ? length - 1 : Math.min(Long.parseLong(last), length - 1);
        return Optional.of(new FileRange(Long.parseLong(first), to));
    }
}

package org.reelmill.shared;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of {@code multipart/form-data} (RFC 7578) as they come in, one after the other. The servers' own readers take in the
 * whole body before anybody is asked, and what is rejected must be rejected before (S2.6).
 */
public final class FormBody {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*boundary=\"?([^\";,\\s]{1,70})\"?.*");
    private static final Pattern DISPOSITION = Pattern.compile("(?i)content-disposition:(.*)");
    private static final Pattern NAME = Pattern.compile("(?i).*?[; ]name=\"?([^\";]+)\"?.*");

    /** Up to the first quote that no backslash stands before: so curl escapes them; browsers write %22 (WHATWG). */
    private static final Pattern FILE_NAME = Pattern.compile("(?i).*?;\\s*filename=\"(.*?)(?<!\\\\)\".*");

    /** RFC 5987, which some clients use for names that are not ASCII. */
    private static final Pattern ENCODED_FILE_NAME =
            Pattern.compile("(?i).*?;\\s*filename\\*=utf-8'[^']*'([^;\\s]+).*");

    private static final int LONGEST_HEAD = 8192;

    private final InputStream body;

    /** What was read of the body and not given on lies between {@code from} and {@code to}. */
    private final byte[] buffer = new byte[1 << 16];

    private int from;
    private int to;

    /** Stands before each part but the first, whose line break was put before the body. */
    private final byte[] delimiter;

    /** @throws InvalidInputException the type names no boundary */
    public FormBody(String contentType, InputStream body) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.matches()) {
            throw new InvalidInputException("Content-Type", "must name the boundary of the parts");
        }
        this.delimiter = ("\r\n--" + matcher.group(1)).getBytes(StandardCharsets.ISO_8859_1);
        this.body = body;
        read(() -> {
            skipFirst();
            return true;
        });
    }

    /**
     * A part.
     *
     * @param fileName as the client sent it, perhaps an empty text; empty when the part is no file
     * @param content ends where the part does; to be read before the next part is asked for
     */
    public record Part(String name, Optional<String> fileName, InputStream content) {}

    /** Empty after the last part. */
    public Optional<Part> next() {
        return read(() -> {
            int first = one();
            int second = one();
            if (first == '-' && second == '-') {
                return Optional.empty();
            }
            if (first != '\r' || second != '\n') {
                throw malformed();
            }
            String disposition = disposition();
            return Optional.of(new Part(first(NAME, disposition).orElse(""), fileName(disposition), new Content()));
        });
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.run();
        } catch (IOException e) {
            throw new UncheckedIOException("The body could not be read", e);
        }
    }

    private void skipFirst() throws IOException {
        if (!has(delimiter.length - 2) || !follows(2)) {
            throw malformed();
        }
        from += delimiter.length - 2;
    }

    /** Reads until so many bytes are there. @return false when the body ends before */
    private boolean has(int count) throws IOException {
        if (count > buffer.length - from) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        while (to - from < count) {
            int read = body.read(buffer, to, buffer.length - to);
            if (read < 0) {
                return false;
            }
            to += read;
        }
        return true;
    }

    /** Whether what is there begins as the delimiter does from this place on. */
    private boolean follows(int place) {
        return Arrays.equals(buffer, from, from + delimiter.length - place, delimiter, place, delimiter.length);
    }

    /** The next byte; -1 at the end. */
    private int one() throws IOException {
        return has(1) ? buffer[from++] & 0xff : -1;
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> fileName(String disposition) {
        return first(ENCODED_FILE_NAME, disposition).map(FormBody::decoded).or(() -> first(FILE_NAME, disposition)
                .map(name -> name.replace("\\\"", "\"").replace("%22", "\"")));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** Reads the head of a part. */
    private String disposition() throws IOException {
        String found = "";
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            found = first(DISPOSITION, line).orElse(found);
            length += line.length();
            if (length > LONGEST_HEAD) {
                throw malformed();
            }
        }
        return found;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = one(); next != '\n'; next = one()) {
            if (next < 0 || line.size() > LONGEST_HEAD) {
                throw malformed();
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static InvalidInputException malformed() {
        return new InvalidInputException("body", "is not the multipart/form-data that is expected here");
    }

    /** Up to the next delimiter. */
    private final class Content extends InputStream {

        private boolean done;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** As much as is there: no reader waits for a full buffer. */
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = 0;
            while (count < length && !(count > 0 && from == to) && !done && !isAtDelimiter()) {
                if (!has(1)) {
                    throw malformed();
                }
                int run = run(length - count);
                System.arraycopy(buffer, from, target, offset + count, run);
                from += run;
                count += run;
            }
            return count == 0 && done ? -1 : count;
        }

        /** How many bytes belong to the part for certain: up to where the delimiter might begin next. */
        private int run(int most) {
            int end = Math.min(to, from + most);
            int next = from + 1;
            while (next < end && buffer[next] != '\r') {
                next++;
            }
            return next - from;
        }

        /** If so it is passed over. */
        private boolean isAtDelimiter() throws IOException {
            if (has(1) && buffer[from] == '\r' && has(delimiter.length) && follows(0)) {
                from += delimiter.length;
                done = true;
            }
            return done;
        }
    }
}

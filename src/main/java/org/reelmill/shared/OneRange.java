package org.reelmill.shared;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that asks for one sound range or for the whole file. Lists of ranges could ask for a file many times over; like
 * what is no range at all, they may be ignored (RFC 9110, section 14.2).
 */
public class OneRange extends HttpServletRequestWrapper {

    private static final String RANGE = "Range";
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private long length;

    public OneRange(HttpServletRequest request) {
        super(request);
    }

    /** @param bytes length of the file that it is about */
    public void ofFile(long bytes) {
        length = bytes;
    }

    @Override
    public String getHeader(String name) {
        String value = super.getHeader(name);
        return RANGE.equalsIgnoreCase(name) && value != null ? sound(value, length) : value;
    }

    /** The same range, or null where it is to be ignored; one that counts from the end is no longer than the file. */
    static String sound(String range, long length) {
        Matcher matcher = FORM.matcher(range);
        if (!matcher.matches() || range.equals("bytes=-")) {
            return null;
        }
        boolean fromEnd = matcher.group(1).isEmpty();
        return fromEnd ? "bytes=-" + Math.min(Long.parseLong(matcher.group(2)), length) : range;
    }
}

package org.reelmill.account;

import java.util.Set;
import java.util.regex.Pattern;

/** Where to go on after signing in: a page of this application, whatever the address bar says. */
public final class ReturnPath {

    /** Where one goes without a wish. */
    public static final String HOME = "/dashboard";

    private static final int MAX_LENGTH = 1000;

    /**
     * One slash and then no other: {@code //host} and {@code /\host} are other hosts to a browser, which also drops tabs
     * and line ends.
     */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[^\\\\\\p{Cntrl}]*");

    /** To come back here after signing in would make no sense. */
    private static final Set<String> POINTLESS = Set.of("/", "/login", "/logout", "/register", "/favicon.ico");

    private ReturnPath() {}

    /** Whether it is worth remembering. */
    public static boolean isUseful(String path) {
        return path != null
                && path.length() <= MAX_LENGTH
                && LOCAL.matcher(path).matches()
                && !path.startsWith("/api/")
                && !POINTLESS.contains(path.replaceFirst("\\?.*", ""));
    }

    /** The path itself if it is safe, else home. */
    public static String orHome(String path) {
        return isUseful(path) ? path : HOME;
    }
}

package org.reelmill.shared;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names as they stand in addresses and headers (RFC 3986, section 2.1; RFC 8187). */
public final class PercentEncoding {

    private PercentEncoding() {}

    /** One name, in UTF-8; a slash in it is encoded as well. */
    public static String of(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Names with slashes between them, which stay. Other than by {@link java.net.URI}, characters are not composed. */
    public static String ofPath(String path) {
        return Arrays.stream(path.split("/", -1)).map(PercentEncoding::of).collect(Collectors.joining("/"));
    }
}

package org.reelmill.watch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The addresses of files that a web server serves (S3.7–S3.11): base address and path below the base folder, each name
 * percent-encoded (X15). Of several bases the one nearest to the file counts. "Below" is decided by whole names, so that a
 * sibling of a base folder with a longer name is not (D3.8).
 */
final class VideoUrls {

    private static final String UNRESERVED = "-._~";

    private final List<Base> bases;

    /** @param folder absolute and normal @param url with or without a slash at its end */
    record Base(Path folder, String url) {}

    VideoUrls(List<Base> bases) {
        this.bases = bases.stream()
                .sorted(Comparator.comparingInt((Base base) -> base.folder().getNameCount())
                        .reversed())
                .toList();
    }

    /** Empty when the file lies below no base: then nothing is guessed (S3.8). */
    Optional<String> of(Path file) {
        Path normal = file.normalize();
        return bases.stream()
                .filter(base -> normal.startsWith(base.folder()) && !normal.equals(base.folder()))
                .findFirst()
                .map(base ->
                        withoutSlash(base.url()) + "/" + encoded(base.folder().relativize(normal)));
    }

    /** Without the slashes at its end. */
    static String withoutSlash(String url) {
        return url.replaceFirst("/+$", "");
    }

    /** A relative path as it stands in an address. */
    static String encoded(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(name -> encodedName(name.toString()))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining("/"));
    }

    private static String encodedName(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xff);
            if (isUnreserved(letter)) {
                encoded.append(letter);
            } else {
                encoded.append(String.format("%%%02X", (int) letter));
            }
        }
        return encoded.toString();
    }

    /** RFC 3986, section 2.3. */
    private static boolean isUnreserved(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || UNRESERVED.indexOf(letter) >= 0;
    }
}

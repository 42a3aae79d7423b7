package org.reelmill.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** What a result is called beside its source (S2.25, S2.26). */
final class ResultName {

    /** Behind the whole name. */
    private static final Map<String, String> BEHIND = Map.of(
            "x265",
            ".converted265.mkv",
            "x256",
            ".converted265.mkv",
            "x264",
            ".converted264.mkv",
            "av1",
            ".convertedav1.mkv");

    /** Instead of the extension. */
    private static final Map<String, String> INSTEAD = Map.of(
            "webp",
            ".webp",
            "mp4",
            ".h264.mp4",
            "mp4-x265",
            ".h265.mp4",
            "aac",
            ".m4a",
            "opus",
            ".opus",
            "mp3",
            ".mp3",
            "flac",
            ".flac");

    private ResultName() {}

    /**
     * Where a result goes that nobody else's goes: a.jpg and a.png would both become a.webp, so the one that comes later keeps
     * its extension before the new one.
     *
     * @param place where the file would be if it lay among the results
     * @param taken where those of others go; this one is added
     */
    static Path free(Path place, String conversion, Set<Path> taken) {
        Path plain = place.resolveSibling(of(place, conversion));
        if (taken.add(plain)) {
            return plain;
        }
        Path longer = place.resolveSibling(of(place.resolveSibling(place.getFileName() + ".x"), conversion));
        taken.add(longer);
        return longer;
    }

    static String of(Path file, String conversion) {
        String name = file.getFileName().toString();
        if (INSTEAD.containsKey(conversion)) {
            int dot = name.lastIndexOf('.');
            return (dot > 0 ? name.substring(0, dot) : name) + INSTEAD.get(conversion);
        }
        return name + BEHIND.getOrDefault(conversion, ".converted-" + conversion);
    }
}

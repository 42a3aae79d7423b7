package org.reelmill.conversion;

import java.util.Locale;
import java.util.Set;
import org.reelmill.media.MediaKind;

/** What a file is likely to be, by its name; what it is shows when it is converted. */
final class Extensions {

    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff");

    private static final Set<String> SOUNDS = Set.of(
            "mp3", "wav", "w64", "flac", "aif", "aiff", "aac", "m4a", "m4b", "oga", "ogg", "opus", "ac3", "eac3", "dts",
            "amr", "caf", "ape", "wv", "tta", "dsf", "au", "wma", "mka");

    private static final Set<String> FILMS = Set.of(
            "mp4", "m4v", "mov", "qt", "avi", "flv", "f4v", "mkv", "webm", "ts", "m2ts", "mts", "mpg", "mpeg", "vob",
            "wmv", "asf", "ogv", "ogm", "mxf", "3gp", "3g2", "rm", "rmvb", "dv", "nut", "divx", "swf", "nsv");

    private Extensions() {}

    /** Whether a file of this name may hold what such a conversion needs; sound is taken out of films as well. */
    static boolean fit(String fileName, MediaKind kind) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (kind) {
            case IMAGE -> IMAGES.contains(extension);
            case VIDEO -> FILMS.contains(extension);
            case AUDIO -> SOUNDS.contains(extension) || FILMS.contains(extension);
        };
    }
}

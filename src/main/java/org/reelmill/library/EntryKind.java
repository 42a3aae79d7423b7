package org.reelmill.library;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an entry of the library is. The place of a constant is its number in the database. */
public enum EntryKind {
    FOLDER,
    IMAGE,
    VIDEO,
    AUDIO,
    TEXT,
    FILE,
    /** A symbolic link: shown, never followed. */
    LINK,
    /** Neither file nor folder: a pipe, a socket, a device. */
    OTHER;

    /** One set for showing and for counting, in any case (S0.13, D0.16). */
    private static final Map<String, EntryKind> BY_SUFFIX = Stream.of(
                    kind(IMAGE, "png jpg jpeg gif svg jfif bmp tif tiff webp avif heic"),
                    kind(VIDEO, "mp4 m4v avi mkv mov mpeg mpg webm ogv flv wmv ts m2ts mts mxf 3gp vob"),
                    kind(AUDIO, "mp3 wav ogg oga flac m4a aac opus wma"),
                    kind(TEXT, "txt html htm md json csv tsv php py xml log srt vtt ass yaml yml ini css js sh"))
            .flatMap(map -> map.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static Map<String, EntryKind> kind(EntryKind kind, String suffixes) {
        return Set.of(suffixes.split(" ")).stream().collect(Collectors.toMap(suffix -> suffix, suffix -> kind));
    }

    /** Of a regular file, by its suffix. */
    public static EntryKind ofFile(String name) {
        return BY_SUFFIX.getOrDefault(suffix(name), FILE);
    }

    /** In lower case, without the dot; empty when there is none. */
    public static String suffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether pixels, codec and length can be found out. */
    public boolean isMeasurable() {
        return this == IMAGE || this == VIDEO;
    }

    /** Whether there are bytes to show. */
    public boolean isFile() {
        return this != FOLDER && this != LINK && this != OTHER;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As old clients know it (S0.8): directory, image, video or file. */
    public String oldWord() {
        return switch (this) {
            case FOLDER -> "directory";
            case IMAGE -> "image";
            case VIDEO -> "video";
            default -> "file";
        };
    }

    static EntryKind of(int code) {
        return values()[code];
    }
}

package org.reelmill.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is, by its name (S2.23, D2.10), and what it is converted to when nothing else is said (S2.25, S2.26). */
enum MediaType {
    IMAGE("webp", Set.of("jpg", "jpeg", "png")),
    VIDEO("x265", Set.of("mp4", "avi", "mov", "flv", "webm", "mkv", "m4v", "mpg", "mpeg", "wmv", "ts", "3gp")),
    AUDIO("opus", Set.of("wav", "mp3", "flac", "m4a", "ogg", "aiff", "aif", "wma"));

    private final String usual;
    private final Set<String> extensions;

    MediaType(String usual, Set<String> extensions) {
        this.usual = usual;
        this.extensions = extensions;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String usualConversion() {
        return usual;
    }

    static Optional<MediaType> of(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.extensions.contains(extension))
                .findFirst();
    }

    static Optional<MediaType> find(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word().equalsIgnoreCase(word))
                .findFirst();
    }
}

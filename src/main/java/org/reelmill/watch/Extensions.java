package org.reelmill.watch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which files of a watched folder are videos, by the ends of their names in any case (S3.1, D3.3). */
record Extensions(Set<String> words) {

    /** @param list as the policy has it: {@code mp4, avi} */
    static Extensions of(String list) {
        return new Extensions(Arrays.stream(list.split(","))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean cover(Path file) {
        return !FolderWalk.isPassedOver(file) && words.contains(of(file));
    }

    /** In small letters, without the dot; empty when there is none. */
    static String of(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}

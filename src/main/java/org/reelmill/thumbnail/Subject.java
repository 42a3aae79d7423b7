package org.reelmill.thumbnail;

import java.util.UUID;
import org.reelmill.library.Known;
import org.reelmill.library.LibraryRoot;
import org.reelmill.shared.Sha256;

/**
 * A file that somebody wants a preview of.
 *
 * @param origin how the file is found again, see {@link Subjects}
 * @param topic whose page it is on: the library's name, or the job's uuid
 * @param modified in microseconds since 1970
 * @param size in bytes
 */
public record Subject(String origin, String topic, Thumbnail.Kind kind, long modified, long size) {

    private static final String ENTRY = "entry:";
    private static final String FILM = "film:";
    private static final int KEY = 32;

    /** A file of the library. */
    static Subject of(LibraryRoot root, Known entry, Thumbnail.Kind kind) {
        return new Subject(origin(entry.id()), root.name(), kind, entry.modified(), entry.size());
    }

    /** A film that a job has published. */
    static Subject of(UUID job, String fileName, long modified, long size) {
        return new Subject(FILM + job + "/" + fileName, job.toString(), Thumbnail.Kind.FILM, modified, size);
    }

    /** Name of the folder of what is made of it: another file, or the same one after a change, has another. */
    String cacheKey() {
        return Sha256.hex(origin + "|" + modified + "|" + size).substring(0, KEY);
    }

    /** Of an entry of the library. */
    static String origin(long entry) {
        return ENTRY + entry;
    }

    static boolean isEntry(String origin) {
        return origin.startsWith(ENTRY);
    }

    static long entry(String origin) {
        return Long.parseLong(origin.substring(ENTRY.length()));
    }

    /** Job's uuid and file's name. */
    static String[] film(String origin) {
        return origin.substring(FILM.length()).split("/", 2);
    }
}

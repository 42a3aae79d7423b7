package org.reelmill.library.rest;

import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.library.LibraryRoot;
import org.reelmill.library.LibraryRoots;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.Recorded;

/** A library. */
public record LibraryDto(
        String name,
        boolean readOnly,
        @Schema(description = "Why nothing is pruned or deleted for ever now") String trouble,
        @Schema(description = "When all of it was read last") String scanned,
        EntryDto top) {

    static LibraryDto of(LibraryRoot root, EntryDto top, Locale language) {
        return new LibraryDto(
                root.name(),
                root.readOnly(),
                root.trouble().map(trouble -> Recorded.in(trouble, language)).orElse(null),
                root.scanned()
                        .map(time -> time.toInstant(ZoneOffset.UTC).toString())
                        .orElse(null),
                top);
    }

    /** A library that somebody wants to have. */
    public record New(
            @Schema(required = true) String name,
            @Schema(required = true, description = "Absolute; must exist on all nodes") String folder,
            @Schema(description = "Absolute; by default in the folder itself, and so on its volume") String garbage,
            boolean readOnly,
            @Schema(description = "Whether the file .reelmill is to be written into the folder") boolean mark) {}

    static LibraryRoots.Wish read(InputStream body) {
        JsonInput json = JsonInput.read(body, Set.of("name", "folder", "garbage", "readOnly", "mark"));
        return new LibraryRoots.Wish(
                JsonInput.required("name", json::text),
                JsonInput.required("folder", json::text),
                json.text("garbage"),
                json.flag("readOnly").orElse(false),
                json.flag("mark").orElse(false));
    }
}

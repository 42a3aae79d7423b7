package org.reelmill.watch;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;

/** What a path from outside must be. */
final class FolderRules {

    private FolderRules() {}

    /** @throws InvalidInputException it is none, not absolute, or does not fit into S3.5's column for folders */
    static Path absolute(String field, String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.needed"));
        }
        Path path = parse(field, text.strip());
        if (!path.isAbsolute()) {
            throw new InvalidInputException(field, Sentence.of("watch.refusal.absolute"));
        }
        if (path.toString().length() > Video.LONGEST_FOLDER) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.longer", Video.LONGEST_FOLDER));
        }
        return path.normalize();
    }

    private static Path parse(String field, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(field, Sentence.of("watch.refusal.noPath"));
        }
    }
}

package org.reelmill.shared;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Names from outside, turned into paths that cannot leave a folder (D4.29, D0.1). */
public final class ConfinedPath {

    /** Bytes that file systems take for one name. */
    public static final int LONGEST_NAME = 255;

    private ConfinedPath() {}

    /**
     * The path of a name below a folder. The name is relative, with forward slashes; nothing needs to exist.
     *
     * @throws InvalidInputException the name is empty, absolute, holds {@code .} or {@code ..} or a NUL, or a link on the way
     *     leaves the folder
     */
    public static Path below(Path folder, String name, String field) {
        Path relative = relative(name, field);
        Path path = folder.resolve(relative);
        if (!staysInside(folder, path)) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.leavesFolder"));
        }
        return path;
    }

    /**
     * The same for what is perhaps a link itself: only what leads to it must stay in the folder. Not to be opened without
     * another question.
     */
    public static Path leadingBelow(Path folder, String name, String field) {
        Path relative = relative(name, field);
        if (relative.getNameCount() > 1 && !staysInside(folder, folder.resolve(relative.getParent()))) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.leavesFolder"));
        }
        return folder.resolve(relative);
    }

    /** The name as a path, if it says nothing that leads out of a folder; the file system is not asked. */
    public static Path relative(String name, String field) {
        if (name == null || name.isBlank()) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.empty"));
        }
        if (name.startsWith("/") || name.startsWith("\\") || name.indexOf('\0') >= 0) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.belowFolder"));
        }
        if (name.endsWith("/") || name.contains("//")) {
            // one file, one name: jobs are told apart by it
            throw new InvalidInputException(field, Sentence.of("shared.refusal.emptyFolderNames"));
        }
        Path relative;
        try {
            relative = Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.noFileName"));
        }
        if (relative.isAbsolute()) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.belowFolder"));
        }
        for (Path element : relative) {
            String text = element.toString();
            if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw new InvalidInputException(field, Sentence.of("shared.refusal.longerBytes", LONGEST_NAME));
            }
            if (text.equals("..") || text.equals(".") || text.isEmpty()) {
                throw new InvalidInputException(field, Sentence.of("shared.refusal.dots"));
            }
        }
        return relative;
    }

    private static boolean staysInside(Path folder, Path path) {
        try {
            Path root = folder.toRealPath();
            return nearestExisting(path)
                    .map(existing -> existing.startsWith(root))
                    .orElse(false);
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> nearestExisting(Path path) throws IOException {
        for (Path step = path; step != null; step = step.getParent()) {
            if (Files.exists(step)) {
                return Optional.of(step.toRealPath());
            }
            if (Files.isSymbolicLink(step)) {
                // a link to nothing could be made to point anywhere later
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}

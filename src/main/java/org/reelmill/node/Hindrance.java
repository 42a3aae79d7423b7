package org.reelmill.node;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.reelmill.settings.Stage;

/**
 * What keeps a node from one of its roles just now. It ends by itself when its cause does.
 *
 * @param text for people; one line
 */
public record Hindrance(Stage stage, Code code, String text) {

    private static final int LONGEST = 1000;

    /** For programs. */
    public enum Code {
        /** A node of a newer version is at work, and this one is to be replaced (ADR 48). */
        VERSION,
        /** A folder is missing, read-only, or without its marker. */
        FOLDER,
        /** The file system is too full. */
        SPACE,
        /** No encoder works. */
        ENCODER,
        /** All nodes are told to leave, and this one joined after that was said (D4.16). */
        LEAVING
    }

    public Hindrance {
        text = text.replaceAll("\\s+", " ");
        text = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }

    /** As the column holds them. */
    static String write(List<Hindrance> hindrances) {
        return hindrances.stream()
                .map(hindrance -> hindrance.stage + " " + hindrance.code + " " + hindrance.text)
                .collect(Collectors.joining("\n"));
    }

    static List<Hindrance> read(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("\n"))
                        .map(line -> line.split(" ", 3))
                        .map(part -> new Hindrance(Stage.valueOf(part[0]), Code.valueOf(part[1]), part[2]))
                        .toList();
    }
}

package org.reelmill.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A stage of the pipeline, and so a role that a node may take. The codes are those of S4.3. */
public enum Stage {
    INGEST(0),
    TRANSCODE(1),
    EXPORT(2);

    private final int code;

    Stage(int code) {
        this.code = code;
    }

    /** The number that stands for this stage in the database. */
    public int code() {
        return code;
    }

    /** The word that operators write, such as {@code ingest}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Stage> findByWord(String word) {
        return Arrays.stream(values())
                .filter(stage -> stage.name().equalsIgnoreCase(word.strip()))
                .findFirst();
    }

    /** The stage of a number from the database; an unknown number is a damaged row. */
    public static Stage ofCode(int code) {
        return Arrays.stream(values())
                .filter(stage -> stage.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No stage has the code " + code));
    }
}

package org.reelmill.app;

import java.nio.charset.Charset;
import java.util.Optional;
import org.tinylog.Logger;

/** Whether this process can name files in any script: Java asks the locale that it was started with, and a bare machine has none. */
final class FileNames {

    /** The JDK's own word; nothing else tells. */
    private static final String ENCODING = "sun.jnu.encoding";

    private static final String SCRIPTS = "äпы日";

    private FileNames() {}

    /** Says so once, at the start. */
    static void check() {
        problem(System.getProperty(ENCODING, Charset.defaultCharset().name())).ifPresent(Logger::warn);
    }

    /** @param encoding of names of files */
    static Optional<String> problem(String encoding) {
        return Charset.isSupported(encoding)
                        && Charset.forName(encoding).newEncoder().canEncode(SCRIPTS)
                ? Optional.empty()
                : Optional.of(
                        "Files whose names have other letters than English ones cannot be read, because this process was"
                                + " started without a locale (" + encoding + "): start it with LANG=C.UTF-8");
    }
}

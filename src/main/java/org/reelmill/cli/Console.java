package org.reelmill.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.util.Locale;

/** What the commands print: results on the standard output, everything else on the standard error. */
final class Console {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean terminal;

    /** @param terminal whether people look on; in a pipe nothing but results is printed */
    Console(PrintWriter out, PrintWriter err, boolean json, boolean terminal) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.terminal = terminal;
    }

    boolean json() {
        return json;
    }

    /** One result: as JSON on a line, or for people. */
    synchronized void result(JsonValue value, String text) {
        out.println(json ? value.toString() : text);
        out.flush();
    }

    synchronized void result(JsonObject value, String format, Object... values) {
        result(value, String.format(Locale.ROOT, format, values));
    }

    /** What goes on; only for people who look on. */
    synchronized void note(String text) {
        if (terminal) {
            err.println(text);
            err.flush();
        }
    }

    synchronized void error(String text) {
        err.println(text);
        err.flush();
    }

    Progress progress(String label, long done, long total) {
        return new Progress(err, terminal, label, done, total);
    }

    /** Only people can be asked. */
    boolean terminal() {
        return terminal;
    }
}

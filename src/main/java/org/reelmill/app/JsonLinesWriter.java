package org.reelmill.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.tinylog.core.LogEntry;
import org.tinylog.core.LogEntryValue;
import org.tinylog.writers.AbstractFormatPatternWriter;
import org.tinylog.writers.ConsoleWriter;
import org.tinylog.writers.RollingFileWriter;

/**
 * Writes each line of the log as one object of JSON, for programs that collect logs; tinylog knows it as {@code json lines}. With the
 * property {@code file} into files that change daily, else to the console. Nothing in a message can begin a second line or object.
 */
public final class JsonLinesWriter extends AbstractFormatPatternWriter {

    private static final int FIRST_PRINTABLE = 0x20;

    private final AbstractFormatPatternWriter target;
    private final String node;

    /** @param properties of the writer that takes the lines, and {@code node}, the name of this node */
    public JsonLinesWriter(Map<String, String> properties) throws IOException {
        super(properties);
        Map<String, String> inner = new HashMap<>(properties);
        inner.put("format", "{message-only}");
        target = properties.containsKey("file") ? new RollingFileWriter(inner) : new ConsoleWriter(inner);
        node = properties.getOrDefault("node", "-");
    }

    @Override
    public Collection<LogEntryValue> getRequiredLogEntryValues() {
        return EnumSet.allOf(LogEntryValue.class);
    }

    @Override
    public void write(LogEntry entry) throws Exception {
        target.write(new LogEntry(
                entry.getTimestamp(),
                entry.getThread(),
                entry.getContext(),
                entry.getClassName(),
                entry.getMethodName(),
                entry.getFileName(),
                entry.getLineNumber(),
                entry.getTag(),
                entry.getLevel(),
                json(entry),
                null));
    }

    private String json(LogEntry entry) {
        StringBuilder line = new StringBuilder("{");
        add(line, "time", entry.getTimestamp().toInstant().toString());
        add(line, "level", entry.getLevel().name());
        add(line, "class", entry.getClassName());
        add(line, "thread", entry.getThread().getName());
        add(line, "node", node);
        entry.getContext().forEach((name, value) -> add(line, name, value));
        add(line, "message", entry.getMessage());
        if (entry.getException() != null) {
            StringWriter trace = new StringWriter();
            entry.getException().printStackTrace(new PrintWriter(trace, true));
            add(line, "exception", trace.toString());
        }
        return line.append('}').toString();
    }

    private static void add(StringBuilder line, String name, String value) {
        if (line.length() > 1) {
            line.append(',');
        }
        line.append('"').append(name).append("\":\"");
        (value == null ? "" : value).chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                line.append('\\').append((char) character);
            } else if (character < FIRST_PRINTABLE) {
                line.append(String.format("\\u%04x", character));
            } else {
                line.append((char) character);
            }
        });
        line.append('"');
    }

    @Override
    public void flush() throws Exception {
        target.flush();
    }

    @Override
    public void close() throws Exception {
        target.close();
    }
}

package org.reelmill.app;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.reelmill.shared.LogTail;
import org.tinylog.core.LogEntry;
import org.tinylog.core.LogEntryValue;
import org.tinylog.writers.Writer;

/** Keeps the latest lines for the page about nodes; tinylog knows it as {@code log tail}. */
public final class LogTailWriter implements Writer {

    /** @param properties as tinylog hands them over; there are none */
    public LogTailWriter(Map<String, String> properties) {}

    @Override
    public Collection<LogEntryValue> getRequiredLogEntryValues() {
        return EnumSet.of(LogEntryValue.DATE, LogEntryValue.LEVEL, LogEntryValue.MESSAGE, LogEntryValue.EXCEPTION);
    }

    @Override
    public void write(LogEntry entry) {
        String cause = Optional.ofNullable(entry.getException())
                .map(it -> " (" + it + ")")
                .orElse("");
        LogTail.add(new LogTail.Line(
                entry.getTimestamp().toInstant(), entry.getLevel().name(), entry.getMessage() + cause));
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        // nothing is open
    }
}

package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylog.Level;
import org.tinylog.core.LogEntry;
import org.tinylog.runtime.RuntimeProvider;

class JsonLinesWriterTest {

    @TempDir
    Path folder;

    @Test
    void writesEachEntryAsOneLineWhateverStandsInIt() throws Exception {
        Path file = folder.resolve("log.json");
        JsonLinesWriter writer = new JsonLinesWriter(Map.of("file", file.toString(), "node", "mill:8080"));
        writer.write(
                entry("a \"film\"\n{\"level\":\"forged\"}\t\\ \u0001", new IllegalStateException("gone\nfor good")));
        writer.write(entry("second", null));
        writer.close();

        assertThat(Files.readAllLines(file)).hasSize(2);
        JsonObject first = read(Files.readAllLines(file).get(0));
        assertThat(first.getString("message")).isEqualTo("a \"film\"\n{\"level\":\"forged\"}\t\\ \u0001");
        assertThat(first.getString("level")).isEqualTo("WARN");
        assertThat(first.getString("node")).isEqualTo("mill:8080");
        assertThat(first.getString("job")).isEqualTo("0815");
        assertThat(first.getString("exception")).contains("gone\nfor good", "JsonLinesWriterTest");
        assertThat(read(Files.readAllLines(file).get(1)).containsKey("exception"))
                .isFalse();
    }

    private static LogEntry entry(String message, Throwable problem) {
        return new LogEntry(
                RuntimeProvider.createTimestamp(),
                Thread.currentThread(),
                Map.of("job", "0815"),
                "org.reelmill.Some",
                "method",
                "Some.java",
                1,
                null,
                Level.WARN,
                message,
                problem);
    }

    private static JsonObject read(String line) {
        return Json.createReader(new StringReader(line)).readObject();
    }
}

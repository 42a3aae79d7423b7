package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;
import org.tinylog.Level;
import org.tinylog.core.LogEntry;
import org.tinylog.runtime.RuntimeProvider;
import org.tinylog.writers.RollingFileWriter;

class LogConfigurationTest {

    private static final List<String> NOTIFIER = List.of(
            "MYSQL_USER",
            "MYSQL_PASS",
            "MYSQL_HOST",
            "MYSQL_DB_NAME",
            "CLIENT_VIDEO_DIR",
            "INTERNAL_VIDEO_FOLDER_PATH",
            "NGINX_BASE_URL",
            "BASE_PATH",
            "NGINX_SERVE_DIRECTORY");

    @TempDir
    Path folder;

    @Test
    void aServerHasAFileADay() throws Exception {
        Path log = log(Map.of("REELMILL_HOME", folder.toString()));

        assertThat(folder.relativize(log).toString()).matches("logs.reelmill-\\d{4}-\\d\\d-\\d\\d\\.log");
        assertThat(Files.readString(log)).contains(" INFO  Watching node=", " job=- A file is complete");
    }

    /** S3.17: those who ran a video notifier find in its file what they found there. */
    @Test
    void theLogOfAVideoNotifierHasItsNameAndTellsThePlace() throws Exception {
        Map<String, String> environment = new HashMap<>();
        NOTIFIER.forEach(name -> environment.put(name, "/srv"));
        environment.put("LOG_BASE_DIRECTORY", folder.resolve("of videos").toString());
        environment.put("REELMILL_HOME", folder.toString());

        Path log = log(environment);

        assertThat(folder.relativize(log).toString())
                .matches("of videos.\\d\\d-\\d\\d-\\d{4}_vfs_tusker_notifier_videos\\.log");
        assertThat(Files.readString(log)).contains(" INFO  Watching.java:7 tick node=");
    }

    /** The one file that is there when a line was written by this environment. */
    private Path log(Map<String, String> environment) throws Exception {
        Properties properties = new Properties();
        LogConfiguration.addFile(properties, Configuration.from(environment, new Properties()));
        Map<String, String> writer = new HashMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("writerFile."))
                .forEach(name -> writer.put(name.substring("writerFile.".length()), properties.getProperty(name)));
        assertThat(writer).containsEntry("backups", "30");
        RollingFileWriter file = new RollingFileWriter(writer);
        file.write(new LogEntry(
                RuntimeProvider.createTimestamp(),
                Thread.currentThread(),
                Map.of(),
                "org.reelmill.watch.Watching",
                "tick",
                "Watching.java",
                7,
                null,
                Level.INFO,
                "A file is complete",
                null));
        file.close();
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }
}

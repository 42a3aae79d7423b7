package org.reelmill.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.ConfigurationException;
import org.reelmill.settings.WorkFolders;
import org.tinylog.configuration.ConfigurationLoader;

/**
 * Where log lines go: the console, and one file a day below home, of which as many are kept as the configuration says; as text or
 * as JSON. Found by tinylog as a service
 * at the first line that is logged, because home is known only then.
 */
public final class LogConfiguration implements ConfigurationLoader {

    private static final String FORMAT =
            "{date: yyyy-MM-dd HH:mm:ss.SSS} {level|min-size=5} %s node=%s job={context: job, -} {message}";

    private static final String CLASS = "{class-name}";

    /** As a video notifier wrote it (S3.17). */
    private static final String PLACE = "{file}:{line} {method}";

    @Override
    public Properties load() {
        Properties log = new Properties();
        // else the file closes with the first signal, before the features could log how they stopped
        log.setProperty("autoshutdown", "false");
        log.setProperty("level", "info");
        log.setProperty("level@org.flywaydb", "warn");
        log.setProperty("writerConsole", "console");
        log.setProperty("writerConsole.stream", "out");
        log.setProperty("writerConsole.format", FORMAT.formatted(CLASS, "-"));
        log.setProperty("writerTail", "log tail");
        try {
            Configuration configuration = ConfigurationProducer.read();
            new WorkFolders(configuration).prepare();
            addFile(log, configuration);
        } catch (ConfigurationException e) {
            // The start-up names the problems; until they are mended there is no folder to log to.
        }
        return log;
    }

    /** Those who ran a video notifier find their log by the name that it had (S3.17). */
    private static String fileName(Configuration configuration) {
        return configuration.videoRegister().isPresent()
                ? "{date:dd-MM-yyyy}_vfs_tusker_notifier_videos.log"
                : "reelmill-{date:yyyy-MM-dd}.log";
    }

    static void addFile(Properties log, Configuration configuration) {
        log.setProperty("writerFile", "rolling file");
        if (configuration.log().json()) {
            for (String writer : List.of("writerConsole", "writerFile")) {
                log.setProperty(writer, "json lines");
                log.setProperty(writer + ".node", configuration.nodeName());
            }
        }
        Path folder = new WorkFolders(configuration).logs();
        log.setProperty(
                "writerFile.file", folder.resolve(fileName(configuration)).toString());
        String place = configuration.videoRegister().isPresent() ? PLACE : CLASS;
        String format = FORMAT.formatted(place, configuration.nodeName());
        log.setProperty("writerConsole.format", format);
        log.setProperty("writerFile.format", format);
        log.setProperty("writerFile.policies", "daily");
        log.setProperty("writerFile.backups", String.valueOf(configuration.log().days()));
        log.setProperty("writerFile.charset", "UTF-8");
    }
}

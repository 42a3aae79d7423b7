package org.reelmill.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.reelmill.media.MediaSettings;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.WorkFolders;

/** Reads the configuration of this node once and gives it to everybody. */
@ApplicationScoped
public class ConfigurationProducer {

    /** For what lives outside CDI: the data source and the log, which the server needs before there are beans. */
    static Configuration read() {
        return Configuration.from(System.getenv(), System.getProperties());
    }

    @Produces
    @Singleton
    Configuration configuration() {
        return read();
    }

    @Produces
    @Singleton
    WorkFolders workFolders(Configuration configuration) {
        return new WorkFolders(configuration);
    }

    @Produces
    @Dependent
    MediaSettings mediaSettings(Configuration configuration, WorkFolders folders) {
        return new MediaSettings(
                folders.cache(), configuration.ffmpeg(), MediaSettings.DEFAULT_STALL, MediaSettings.DEFAULT_TOTAL);
    }
}

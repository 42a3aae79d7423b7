package org.reelmill.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.reelmill.media.MediaSettings;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.WorkFolders;

/** Tells the media engine what it must know of this node. */
@ApplicationScoped
public class MediaProducer {

    @Produces
    @Singleton
    MediaSettings mediaSettings(Configuration configuration, WorkFolders folders) {
        return new MediaSettings(
                folders.cache(), configuration.ffmpeg(), MediaSettings.DEFAULT_STALL, MediaSettings.DEFAULT_TOTAL);
    }
}

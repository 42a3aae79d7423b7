package org.reelmill.settings;

import java.nio.file.Path;
import java.util.Map;

/**
 * What an installation of the video notifier (S3) has in its environment, under the names that it has there (S3.9).
 *
 * @param watched the folder that is watched ({@code CLIENT_VIDEO_DIR})
 * @param target where normalised videos go ({@code INTERNAL_VIDEO_FOLDER_PATH})
 * @param pollSeconds {@code FOLDER_POLL_INTERVAL}
 * @param logs {@code LOG_BASE_DIRECTORY}
 * @param bases addresses by their folders: {@code NGINX_BASE_URL} of {@code BASE_PATH}, and {@code STORAGE_PC_BASE_URL} of
 *     {@code STORAGE_PC_VIDEO_DIR}. The prefix of the served folder (S3.11) follows from them.
 */
public record VideoRegister(Path watched, Path target, int pollSeconds, Path logs, Map<Path, String> bases) {

    public VideoRegister {
        bases = Map.copyOf(bases);
    }
}

package org.reelmill.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The configuration of this node, fixed from start to stop. What may change while nodes run, and holds for all of
 * them, is a policy instead.
 *
 * <p>Each value is read from a system property such as {@code reelmill.node.slots}, else from the environment variable
 * of the same words, {@code REELMILL_NODE_SLOTS}, else from the file that {@code REELMILL_NODE_SLOTS_FILE} names
 * (meant for secrets). An empty value counts as absent, except for the roles.
 *
 * @param home folder of the database, logs and caches ({@code REELMILL_HOME}, else {@code ./reelmill-home})
 * @param work folder that all nodes of a farm share ({@code REELMILL_WORK_DIR}, else {@code work} below home)
 * @param source where films arrive ({@code REELMILL_SOURCE_DIR}, else {@code source} below work)
 * @param delivery where outputs are delivered ({@code REELMILL_DELIVERY_DIR}, else {@code delivery} below work)
 * @param database the database server ({@code REELMILL_DB_URL}, {@code _USER}, {@code _PASSWORD}); empty: embedded
 * @param httpAddress the address that the server listens on ({@code REELMILL_HTTP_ADDRESS}, else 127.0.0.1)
 * @param httpPort the port that the server listens on ({@code REELMILL_HTTP_PORT}, else 8080)
 * @param nginxLocation where an nginx before this node shows the file system to nobody but us ({@code REELMILL_NGINX_LOCATION}),
 *     without a slash at its end; empty: files are sent by the server
 * @param nodeRoles the stages this node works for ({@code REELMILL_NODE_ROLES}, else all); empty: console only
 * @param nodeSlots tasks at the same time ({@code REELMILL_NODE_SLOTS}, else one a core)
 * @param nodeLabels words that say what is special about this node ({@code REELMILL_NODE_LABELS}), such as {@code fast,rack=3}
 * @param ffmpeg the operator's own ffmpeg ({@code REELMILL_FFMPEG}); empty: the bundled one
 * @param sample whether an empty installation gets a sample film to mill ({@code REELMILL_SAMPLE}, else true)
 * @param firstAdministrator {@code REELMILL_ADMIN_USER} and {@code REELMILL_ADMIN_PASSWORD}
 * @param log {@code REELMILL_LOG_FORMAT} and {@code REELMILL_LOG_DAYS}
 * @param videoRegister the environment of a video notifier (S3.9), whose names have no prefix
 */
public record Configuration(
        Folder home,
        Folder work,
        Folder source,
        Folder delivery,
        Optional<DatabaseAccess> database,
        String httpAddress,
        int httpPort,
        Optional<String> nginxLocation,
        Set<Stage> nodeRoles,
        int nodeSlots,
        List<String> nodeLabels,
        Optional<Path> ffmpeg,
        boolean sample,
        Optional<FirstAdministrator> firstAdministrator,
        LogSettings log,
        Optional<VideoRegister> videoRegister) {

    /**
     * Reads the configuration.
     *
     * @param environment the environment variables
     * @param system the system properties, which win
     * @throws ConfigurationException with every problem that was found
     */
    public static Configuration from(Map<String, String> environment, Properties system) {
        return new ConfigurationReader(environment, system).read();
    }

    /** How people know this node: host name and port. */
    public String nodeName() {
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + httpPort;
        } catch (UnknownHostException e) {
            return "localhost:" + httpPort;
        }
    }
}

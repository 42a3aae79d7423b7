package org.reelmill.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reelmill.shared.Demands;
import org.reelmill.shared.Rights;

/** The server that answers, for the eyes of people: without secrets. */
@ApplicationScoped
public class ThisServer {

    private static final String SET = "(set)";

    private final Configuration configuration;
    private final Clock clock;

    /** For CDI's proxy. */
    protected ThisServer() {
        this(null, null);
    }

    @Inject
    public ThisServer(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    public Instant time() {
        return clock.instant();
    }

    /** The values of its configuration by their variables; empty where there is none. */
    @Demands(Rights.SETTINGS)
    public Map<String, String> configuration() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("REELMILL_HOME", configuration.home().path().toString());
        values.put("REELMILL_WORK_DIR", configuration.work().path().toString());
        values.put("REELMILL_SOURCE_DIR", configuration.source().path().toString());
        values.put("REELMILL_DELIVERY_DIR", configuration.delivery().path().toString());
        values.put(
                "REELMILL_DB_URL",
                configuration.database().map(it -> withoutSecrets(it.url())).orElse("(embedded)"));
        values.put("REELMILL_DB_USER", orNothing(configuration.database().flatMap(DatabaseAccess::user)));
        values.put("REELMILL_DB_PASSWORD", hidden(configuration.database().flatMap(DatabaseAccess::password)));
        values.put("REELMILL_HTTP_PORT", String.valueOf(configuration.httpPort()));
        values.put(
                "REELMILL_NODE_ROLES",
                configuration.nodeRoles().stream().sorted().map(Stage::word).collect(Collectors.joining(",")));
        values.put("REELMILL_NODE_SLOTS", String.valueOf(configuration.nodeSlots()));
        values.put(
                "REELMILL_FFMPEG", configuration.ffmpeg().map(Object::toString).orElse("(bundled)"));
        values.put("REELMILL_SAMPLE", String.valueOf(configuration.sample()));
        values.put(
                "REELMILL_ADMIN_USER",
                orNothing(configuration.firstAdministrator().map(FirstAdministrator::user)));
        values.put(
                "REELMILL_ADMIN_PASSWORD",
                hidden(configuration.firstAdministrator().map(FirstAdministrator::password)));
        return values;
    }

    /** Users and passwords may stand before the host, and in what follows the database's name. */
    static String withoutSecrets(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//.*@", "//");
    }

    private static String orNothing(Optional<String> value) {
        return value.orElse("");
    }

    private static String hidden(Optional<Secret> secret) {
        return secret.isPresent() ? SET : "";
    }
}

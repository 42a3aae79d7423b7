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
        values.put(Variable.HOME.variable(), configuration.home().path().toString());
        values.put(Variable.WORK_DIR.variable(), configuration.work().path().toString());
        values.put(Variable.SOURCE_DIR.variable(), configuration.source().path().toString());
        values.put(
                Variable.DELIVERY_DIR.variable(),
                configuration.delivery().path().toString());
        values.put(
                Variable.DB_URL.variable(),
                configuration.database().map(it -> withoutSecrets(it.url())).orElse("(embedded)"));
        values.put(
                Variable.DB_USER.variable(), orNothing(configuration.database().flatMap(DatabaseAccess::user)));
        values.put(
                Variable.DB_PASSWORD.variable(), hidden(configuration.database().flatMap(DatabaseAccess::password)));
        values.put(Variable.HTTP_ADDRESS.variable(), configuration.httpAddress());
        values.put(Variable.HTTP_PORT.variable(), String.valueOf(configuration.httpPort()));
        values.put(Variable.NGINX_LOCATION.variable(), orNothing(configuration.nginxLocation()));
        values.put(
                Variable.NODE_ROLES.variable(),
                configuration.nodeRoles().stream().sorted().map(Stage::word).collect(Collectors.joining(",")));
        values.put(Variable.NODE_SLOTS.variable(), String.valueOf(configuration.nodeSlots()));
        values.put(Variable.NODE_LABELS.variable(), String.join(",", configuration.nodeLabels()));
        values.put(
                Variable.FFMPEG.variable(),
                configuration.ffmpeg().map(Object::toString).orElse("(bundled)"));
        values.put(Variable.SAMPLE.variable(), String.valueOf(configuration.sample()));
        values.put(
                Variable.ADMIN_USER.variable(),
                orNothing(configuration.firstAdministrator().map(FirstAdministrator::user)));
        values.put(
                Variable.ADMIN_PASSWORD.variable(),
                hidden(configuration.firstAdministrator().map(FirstAdministrator::password)));
        values.put(Variable.LOG_FORMAT.variable(), configuration.log().json() ? "json" : "text");
        values.put(
                Variable.LOG_DAYS.variable(), String.valueOf(configuration.log().days()));
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

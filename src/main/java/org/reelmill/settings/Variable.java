package org.reelmill.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can be configured, by the environment variable {@code REELMILL_…} of this name. The table of the guide is made of
 * it (src/site/configuration.md).
 */
public enum Variable {
    HOME(
            "folder of the embedded database, caches and logs; one that is named must be there with a file `.reelmill` in it",
            "`./reelmill-home`"),
    WORK_DIR("folder that all nodes share", "`work` below home"),
    SOURCE_DIR("where films arrive", "`source` below work"),
    DELIVERY_DIR("where finished films go", "`delivery` below work"),
    DB_URL("MySQL or MariaDB, such as `jdbc:mysql://host/reelmill`", "the embedded H2, for one node"),
    DB_USER("account at the database", "none"),
    DB_PASSWORD("its password", "none"),
    HTTP_ADDRESS(
            "address that `reelmill.jar` and WildFly listen on; `0.0.0.0` is all, and is for containers and trusted networks",
            "`127.0.0.1`"),
    HTTP_PORT("port of the server", "8080"),
    NGINX_LOCATION(
            "location of an nginx before this node, such as `/reelmill-files`, that is `internal` and shows `/`: it then sends the"
                    + " library's files itself (`X-Accel-Redirect`)",
            "none: the server sends them"),
    NODE_ROLES("`ingest,transcode,export` or some of them; empty: console only", "all"),
    NODE_SLOTS("segments encoded at a time, 1 to 1024", "number of cores"),
    NODE_LABELS("words that say what is special about this node, such as `fast,rack=3`", "none"),
    FFMPEG("your own ffmpeg, 7 or newer, with ffprobe beside it", "the bundled 8.0.1"),
    SAMPLE("whether a new installation mills a sample film, `true` or `false`", "`true`"),
    ADMIN_USER("name of the first administrator, who is made while there is none", "the first who registers"),
    ADMIN_PASSWORD("his first password", "none"),
    LOG_FORMAT("`text`, or `json`: one object on a line", "`text`"),
    LOG_DAYS("log files that are kept, one a day, 1 to 3650", "30");

    private static final String PREFIX = "REELMILL_";
    private static final String FILE_SUFFIX = "_FILE";

    private final String meaning;
    private final String byDefault;

    Variable(String meaning, String byDefault) {
        this.meaning = meaning;
        this.byDefault = byDefault;
    }

    /** What it is for, in Markdown. */
    public String meaning() {
        return meaning;
    }

    /** What holds when nobody sets it, in Markdown. */
    public String byDefault() {
        return byDefault;
    }

    /** Of the environment: {@code REELMILL_NODE_SLOTS}. */
    public String variable() {
        return PREFIX + name();
    }

    /** Of the virtual machine: {@code reelmill.node.slots}. */
    public String property() {
        return property(variable());
    }

    /** The variable that names a file which holds the value. */
    String fileVariable() {
        return variable() + FILE_SUFFIX;
    }

    String fileProperty() {
        return property(fileVariable());
    }

    /** @param variable of the environment, also one that names a file */
    static Optional<Variable> find(String variable) {
        for (Variable known : values()) {
            if (variable.equals(known.variable()) || variable.equals(known.fileVariable())) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}

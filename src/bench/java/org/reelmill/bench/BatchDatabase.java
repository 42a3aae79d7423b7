package org.reelmill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Where the rows of the batch operator are.
 *
 * @param settings how a server is told of it
 * @param url for JDBC, while no server has it open
 * @param afterwards statements for when rows were written with numbers of their own
 */
record BatchDatabase(String name, Map<String, String> settings, String url, String user, List<String> afterwards) {

    private static final int BEYOND = 100_000_000;

    /** The embedded one of a server's home. */
    static BatchDatabase embedded(Path home) {
        return new BatchDatabase(
                "H2",
                Map.of(),
                "jdbc:h2:file:" + home.toAbsolutePath().resolve("db").resolve("reelmill")
                        + ";MODE=LEGACY;NON_KEYWORDS=VALUE;TIME ZONE=UTC",
                "sa",
                List.of(
                        "ALTER TABLE JOB_INSTANCE ALTER COLUMN JOBINSTANCEID RESTART WITH " + BEYOND,
                        "ALTER TABLE JOB_EXECUTION ALTER COLUMN JOBEXECUTIONID RESTART WITH " + BEYOND,
                        "ALTER TABLE STEP_EXECUTION ALTER COLUMN STEPEXECUTIONID RESTART WITH " + BEYOND,
                        "ANALYZE"));
    }

    static BatchDatabase mariaDb(Database server) throws IOException {
        Map<String, String> settings = server.create("batch");
        return new BatchDatabase(
                "MariaDB",
                settings,
                settings.get("REELMILL_DB_URL")
                        + "?rewriteBatchedStatements=true&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true",
                settings.get("REELMILL_DB_USER"),
                List.of(
                        "ANALYZE TABLE JOB_INSTANCE, JOB_EXECUTION, STEP_EXECUTION, PARTITION_EXECUTION, execution_film"));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, "");
    }
}

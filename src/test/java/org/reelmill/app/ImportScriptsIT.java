package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.simulation.Beans;
import org.reelmill.testing.MariaDbServer;
import org.reelmill.testing.Sql;

/** The scripts of {@code server-config/import}, each with a small dump of the system that it is for, and run twice. */
@Tag("serverless")
class ImportScriptsIT {

    /** One database for all, because its schema takes longer than they do; each system has tables of its own but for accounts. */
    private static Beans beans;

    @BeforeAll
    static void haveRunOnce() throws SQLException {
        Configuration configuration = MariaDbServer.get().createDatabase();
        beans = new Beans(configuration, Map.of());
        beans.get(Policies.class).addMissing();
    }

    @AfterEach
    void forgetTheDump() throws SQLException {
        run(MariaDbServer.get().connect(), "DROP DATABASE IF EXISTS reelmill_import");
    }

    @Test
    void aFarmBringsItsPoliciesOutputsJobsAndAccounts() throws Exception {
        importTwice("farm");

        assertThat(policy(Policy.INGEST_ENABLED)).isEqualTo("1");
        assertThat(policy(Policy.EXPORT_ENABLED)).isEqualTo("0");
        assertThat(policy(Policy.VERIFY_DURING_INGEST)).isEqualTo("0");
        assertThat(policy(Policy.NODE_TIMEOUT)).isEqualTo("1200");
        assertThat(policy(Policy.FAILURE_TOLERANCE)).as("five is no number").isEqualTo("3");
        assertThat(policy(Policy.TERMINATE_ALL)).as("of the moment").isEqualTo("0");

        assertThat(sql().texts(
                                "SELECT CONCAT_WS(' ', maxY, maxX, CRF, preset, profile, maxFramerate, audioBitrate, active)"
                                        + " FROM output ORDER BY maxY"))
                .containsExactly(
                        "480 854 25 superfast main 30 96 1",
                        "720 1280 23 superfast main 60 128 0",
                        "1080 1920 20 slow high 60 192 1");

        assertThat(sql().texts("SELECT CONCAT_WS('|', sourceName, dateAdded, status, completed, failed, cleaned,"
                        + " COALESCE(HEX(jobUUID), 'none'), COALESCE(quarantineName, '')) FROM job ORDER BY dateAdded"))
                .containsExactly(
                        "waiting.mp4|0|0|0|0|none|",
                        "done.mp4|2019-05-01 10:00:00.000|5|1|0|1|00112233445566778899AABBCCDDEEFF|",
                        "broken.mkv|2019-05-02 10:00:00.000|13|0|1|1|10112233445566778899AABBCCDDEEFF|broken.mkv",
                        "half way.mov|2019-05-03 10:00:00.000|0|0|0|0|none|",
                        "done.mp4|2019-06-01 10:00:00.000|5|1|0|1|30112233445566778899AABBCCDDEEFF|");

        assertThat(accounts("OPERATOR")).containsExactly("Grace OPERATOR 1 1", "admin OPERATOR 1 1");
    }

    @Test
    void aMediaManagerBringsItsAccountsAndItsClosedDoor() throws Exception {
        importTwice("media-manager");

        assertThat(policy(Policy.ALLOW_REGISTER)).isEqualTo("0");
        assertThat(accounts("USER")).containsExactly("Katherine USER 1 1");
    }

    @Test
    void aNotifierBringsItsRegisterWithoutWhatStoodInItTwice() throws Exception {
        sql().update("INSERT INTO videos (id, des_video_path) VALUES (2, '/srv/w/other.mp4')");

        importTwice("notifier");

        assertThat(sql().texts(
                                "SELECT CONCAT_WS(' ', id, des_video_path, status, created_date, COALESCE(des_url, 'none'))"
                                        + " FROM videos WHERE main_dir = '/srv/v' ORDER BY id"))
                .containsExactly(
                        "1 /srv/v/a.mp4 1 2023-01-01 08:00:00 http://files/v/a.mp4",
                        "7 /srv/v/A.mp4 1 2023-01-04 08:00:00 none",
                        "8 /srv/v/b.mp4 1 2023-01-02 08:00:00 ");
    }

    private void importTwice(String name) throws SQLException, IOException {
        run(
                MariaDbServer.get().connect(),
                "CREATE DATABASE reelmill_import;USE reelmill_import;\n"
                        + Files.readString(Path.of("src/test/resources/import", name + ".sql")));
        String script = Files.readString(Path.of("server-config/import", name + ".sql"));
        run(beans.dataSource().getConnection(), script);
        List<List<Object>> once = everything();
        run(beans.dataSource().getConnection(), script);

        assertThat(everything()).as("the second time changes nothing").isEqualTo(once);
    }

    private List<List<Object>> everything() {
        return sql().rows(
                        "SELECT 'job', CAST(COUNT(*) AS CHAR) FROM job UNION ALL SELECT 'output', CAST(COUNT(*) AS CHAR) FROM output"
                                + " UNION ALL SELECT 'account', CAST(COUNT(*) AS CHAR) FROM account"
                                + " UNION ALL SELECT 'videos', CAST(COUNT(*) AS CHAR) FROM videos UNION ALL SELECT policy, value FROM policy");
    }

    /** As the client of the database does, statement by statement. */
    private static void run(Connection opened, String script) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement()) {
            for (String one : Arrays.asList(script.replaceAll("(?m)^--.*$", "").split(";"))) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
    }

    private String policy(Policy policy) {
        return beans.get(Policies.class).current().text(policy);
    }

    private List<String> accounts(String role) {
        return sql().texts("SELECT CONCAT_WS(' ', username, role, disabled, must_change_password) FROM account"
                + " WHERE role = '" + role + "' ORDER BY username");
    }

    private Sql sql() {
        return new Sql(beans.dataSource());
    }
}

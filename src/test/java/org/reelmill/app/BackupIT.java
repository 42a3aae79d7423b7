package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.WorkFolders;
import org.reelmill.testing.MariaDbServer;

/** A backup goes from one kind of database into another one and back. */
@Tag("serverless")
class BackupIT {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T02:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private DataSource old;

    @BeforeEach
    void fill() throws SQLException, IOException {
        old = MigratedDatabase.of(embedded("old"));
        try (Connection connection = old.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO policy (policy, value, value_type) VALUES ('failureTolerance', '7', 'integer')");
            statement.execute("DELETE FROM conversion_type WHERE name = 'flac'");
            // two: rows that are written in one go are written otherwise
            for (String[] row : List.of(
                    new String[] {"Žofie 🎬", "2026-01-02 03:04:05.678"},
                    new String[] {"other", "2026-10-25 00:30:00.123"})) {
                statement.execute("INSERT INTO account (version, username, username_key, role, password_hash,"
                        + " credential_version, created, disabled, must_change_password) VALUES (1, '" + row[0] + "', '"
                        + row[0] + "', 'ADMIN', 'hash', 3, TIMESTAMP '" + row[1] + "', FALSE, TRUE)");
            }
            statement.execute(
                    "INSERT INTO job (sourceName, certificate) VALUES ('a \"film\"\\.mp4', '{\"frames\": 1}\n')");
            try (PreparedStatement binary = connection.prepareStatement("UPDATE job SET jobUUID = ?")) {
                binary.setBytes(1, new byte[] {0, -1, 127, -128, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
                binary.execute();
            }
        }
    }

    @Test
    void bringsEveryRowToTheOtherDatabaseAndBack() throws Exception {
        Path first = backup(old, "first.zip");
        DataSource server = new ReelmillDataSource(MariaDbServer.get().createDatabase());

        restore(first, server);
        Path second = backup(server, "second.zip");
        DataSource again = new ReelmillDataSource(embedded("again"));
        restore(second, again);

        assertThat(rows(backup(again, "third.zip"))).isEqualTo(rows(first));
        assertThat(rows(second).keySet()).isEqualTo(rows(first).keySet());
        assertThat(one(server, "SELECT value FROM policy WHERE policy = 'failureTolerance'"))
                .isEqualTo("7");
        assertThat(one(server, "SELECT username FROM account ORDER BY id")).isEqualTo("Žofie 🎬");
        assertThat(one(server, "SELECT sourceName FROM job")).isEqualTo("a \"film\"\\.mp4");
        assertThat(one(server, "SELECT UPPER(HEX(jobUUID)) FROM job")).isEqualTo("00FF7F800405060708090A0B0C0D0E0F");
        assertThat(one(server, "SELECT COUNT(*) FROM conversion_type WHERE name = 'flac'"))
                .isEqualTo("0");
        assertThat(rows(first)).doesNotContainKeys("node", "event", "job_execution");
    }

    @Test
    void countsOnWhereTheOldOneWas() throws Exception {
        DataSource fresh = new ReelmillDataSource(embedded("fresh"));
        restore(backup(old, "backup.zip"), fresh);

        try (Connection connection = fresh.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO job (sourceName) VALUES ('next.mp4')");
        }

        assertThat(one(fresh, "SELECT COUNT(*) FROM job")).isEqualTo("2");
    }

    @Test
    void touchesNoDatabaseThatIsInUse() throws Exception {
        Path backup = backup(old, "backup.zip");

        assertThatThrownBy(() -> restore(backup, old))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("empty database");

        assertThat(one(old, "SELECT COUNT(*) FROM job")).isEqualTo("1");
    }

    @Test
    void takesNoRowsThatWereChanged() throws Exception {
        Path backup = backup(old, "backup.zip");
        try (FileSystem zip = FileSystems.newFileSystem(backup)) {
            Path policies = zip.getPath("tables/policy.jsonl");
            Files.writeString(policies, Files.readString(policies).replace("\"7\"", "\"9\""));
        }
        DataSource fresh = new ReelmillDataSource(embedded("fresh"));

        assertThatThrownBy(() -> restore(backup, fresh))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("policy");

        assertThat(one(fresh, "SELECT COUNT(*) FROM account")).isEqualTo("0");
    }

    @Test
    void doesNothingWhenNobodyAsks() throws Exception {
        new Restoration(old, CLOCK).runIfAsked(Files.createDirectories(folder.resolve("nothing")));

        assertThat(one(old, "SELECT COUNT(*) FROM job")).isEqualTo("1");
    }

    private Configuration embedded(String name) {
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", folder.resolve(name).toString());
        folder.resolve(name).toFile().mkdirs();
        try {
            Files.createFile(folder.resolve(name).resolve(WorkFolders.MARKER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Configuration.from(Map.of(), properties);
    }

    private Path backup(DataSource from, String name) throws IOException, SQLException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            new Backup(from, CLOCK).write(out);
        }
        return file;
    }

    private void restore(Path backup, DataSource into) throws IOException, SQLException {
        Path home = Files.createTempDirectory(folder, "home");
        Files.copy(backup, home.resolve(Restoration.FILE));
        new Restoration(into, CLOCK).runIfAsked(home);
        assertThat(home).isDirectoryNotContaining("glob:**/" + Restoration.FILE);
    }

    /** By table, in no order: a database gives rows in its own. */
    private static Map<String, List<String>> rows(Path backup) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            JsonObject manifest = Json.createReader(zip.getInputStream(zip.getEntry(Backup.MANIFEST)))
                    .readObject();
            for (String table : manifest.getJsonObject("tables").keySet()) {
                byte[] lines =
                        zip.getInputStream(zip.getEntry(Backup.entry(table))).readAllBytes();
                rows.put(
                        table,
                        new String(lines, StandardCharsets.UTF_8)
                                .lines()
                                .sorted()
                                .toList());
            }
        }
        return rows;
    }

    private static String one(DataSource dataSource, String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}

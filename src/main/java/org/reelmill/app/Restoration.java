package org.reelmill.app;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.tinylog.Logger;

/**
 * Fills a new database with what {@link Backup} wrote: when the file {@code restore.zip} lies in home as the server starts, before any work
 * begins, so that nobody takes the films in the source folder for new ones. Tasks that were in hand are claimed again when their
 * leases have ended.
 */
final class Restoration {

    static final String FILE = "restore.zip";

    private static final int BATCH = 500;

    private final DataSource dataSource;
    private final Clock clock;
    private final JsonProvider json = JsonProvider.provider();

    Restoration(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Restores if somebody asks for it, and gives the file another name then.
     *
     * @throws SQLException if the database is not empty, the file is not whole, or a newer program wrote it; nothing was changed then,
     *     except that the database may have the tables
     */
    void runIfAsked(Path home) throws SQLException {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return;
        }
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            requireEmpty(file);
            JsonObject manifest = manifest(zip);
            new SchemaMigration(dataSource).run(MigrationVersion.fromVersion(manifest.getString("schema")));
            fill(zip, manifest.getJsonObject("tables"));
            Logger.info("The backup of {} was restored", manifest.getString("created"));
        } catch (IOException | JsonException | ClassCastException | NullPointerException e) {
            // the last two: members of the manifest are missing or of another kind
            throw new SQLException(file + " is no backup, or is not whole: " + e.getMessage(), e);
        }
        Path done = home.resolve("restored-" + clock.instant().getEpochSecond() + ".zip");
        try {
            Files.move(file, done);
        } catch (IOException e) {
            throw new SQLException("The backup was restored; remove " + file + " before the next start", e);
        }
    }

    private void requireEmpty(Path file) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (!TableShape.all(connection).isEmpty()) {
                throw new SQLException(
                        "The backup " + file
                                + " is restored only into an empty database, and this one has tables. Name another one, or remove the file");
            }
        }
    }

    private JsonObject manifest(ZipFile zip) throws IOException, SQLException {
        ZipEntry entry = zip.getEntry(Backup.MANIFEST);
        if (entry == null) {
            throw new IOException(Backup.MANIFEST + " is missing");
        }
        try (JsonReader reader = json.createReader(zip.getInputStream(entry))) {
            JsonObject manifest = reader.readObject();
            if (manifest.getInt("format") != Backup.FORMAT) {
                throw new SQLException("A newer program wrote this backup");
            }
            return manifest;
        }
    }

    private void fill(ZipFile zip, JsonObject tables) throws SQLException, IOException {
        DatabaseKind kind = DatabaseKind.of(dataSource);
        List<TableShape> shapes;
        try (Connection connection = dataSource.getConnection()) {
            shapes = TableShape.all(connection);
            requireKnown(tables, shapes);
            connection.setAutoCommit(false);
            try {
                for (int i = shapes.size() - 1; i >= 0; i--) {
                    execute(
                            connection,
                            "DELETE FROM " + kind.quoted(shapes.get(i).name()));
                }
                for (TableShape table : shapes) {
                    JsonObject told = tables.getJsonObject(table.key());
                    long rows = insert(connection, kind, table, zip, told.getString("sha256"));
                    if (rows != told.getJsonNumber("rows").longValue()) {
                        throw new IOException("rows of " + table.key() + " are missing");
                    }
                }
                connection.commit();
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
            connection.setAutoCommit(true);
            for (TableShape table : shapes) {
                countOn(connection, kind, table);
            }
        }
    }

    private static void requireKnown(JsonObject tables, List<TableShape> shapes) throws SQLException {
        List<String> known = shapes.stream().map(TableShape::key).sorted().toList();
        List<String> told = tables.keySet().stream().sorted().toList();
        if (!known.equals(told)) {
            throw new SQLException(
                    "The backup has the tables " + told + ", but the schema of its version has " + known);
        }
    }

    private long insert(Connection connection, DatabaseKind kind, TableShape table, ZipFile zip, String sha256)
            throws SQLException, IOException {
        Map<String, String> names = table.columns().keySet().stream()
                .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));
        try (InputStream entry = zip.getInputStream(zip.getEntry(Backup.entry(table.key())));
                DigestInputStream digest = new DigestInputStream(entry, Backup.sha256());
                BufferedReader lines = new BufferedReader(new InputStreamReader(digest, StandardCharsets.UTF_8))) {
            List<String> columns = new ArrayList<>();
            for (JsonString name : array(lines.readLine()).getValuesAs(JsonString.class)) {
                columns.add(names.get(name.getString()));
            }
            long rows = 0;
            try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + kind.quoted(table.name())
                    + " (" + kind.quoted(columns) + ") VALUES ("
                    + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")")) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonArray values = array(line);
                    for (int column = 0; column < columns.size(); column++) {
                        StoredValue.write(
                                values.get(column),
                                statement,
                                column + 1,
                                table.columns().get(columns.get(column)));
                    }
                    statement.addBatch();
                    if (++rows % BATCH == 0) {
                        statement.executeBatch();
                    }
                }
                statement.executeBatch();
            }
            if (!HexFormat.of().formatHex(digest.getMessageDigest().digest()).equals(sha256)) {
                throw new IOException("rows of " + table.key() + " were changed");
            }
            return rows;
        }
    }

    private JsonArray array(String line) {
        try (JsonReader reader = json.createReader(new StringReader(line))) {
            return reader.readArray();
        }
    }

    /** H2 goes on counting from where it was; MySQL counts on from the greatest value by itself. */
    private static void countOn(Connection connection, DatabaseKind kind, TableShape table) throws SQLException {
        if (kind != DatabaseKind.H2 || table.counted().isEmpty()) {
            return;
        }
        long next;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(" + kind.quoted(table.counted())
                        + "), 0) + 1 FROM " + kind.quoted(table.name()))) {
            row.next();
            next = row.getLong(1);
        }
        execute(
                connection,
                "ALTER TABLE " + kind.quoted(table.name()) + " ALTER COLUMN " + kind.quoted(table.counted())
                        + " RESTART WITH " + next);
    }

    private static void execute(Connection connection, String order) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(order);
        }
    }
}

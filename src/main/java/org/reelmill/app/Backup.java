package org.reelmill.app;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;

/**
 * Writes what the database holds, as it is at one moment, into a ZIP that any of our databases can take: jobs with their tasks and
 * certificates, outputs, policies, accounts, tokens, libraries, watched folders, conversions. A line of JSON for a row, and at the end {@code
 * manifest.json} with the version of the schema, and number and SHA-256 of the rows of each table. Films are not in it, nor is what
 * {@link TableShape} calls of the moment.
 */
final class Backup {

    /** Of the manifest. A program restores only what it knows. */
    static final int FORMAT = 1;

    static final String MANIFEST = "manifest.json";

    private static final int AT_A_TIME = 1000;

    private final DataSource dataSource;
    private final Clock clock;
    private final JsonProvider json = JsonProvider.provider();

    Backup(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    static String entry(String table) {
        return "tables/" + table + ".jsonl";
    }

    /** @param out is left open */
    void write(OutputStream out) throws IOException, SQLException {
        String version = new SchemaMigration(dataSource).version();
        DatabaseKind kind = DatabaseKind.of(dataSource);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        JsonObjectBuilder tables = json.createObjectBuilder();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String order : kind.snapshot()) {
                    statement.execute(order);
                }
            }
            for (TableShape table : TableShape.all(connection)) {
                zip.putNextEntry(new ZipEntry(entry(table.key())));
                tables.add(table.key(), rows(connection, kind, table, zip));
                zip.closeEntry();
            }
            connection.rollback();
        }
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(json.createObjectBuilder()
                .add("format", FORMAT)
                .add("schema", version)
                .add("created", clock.instant().toString())
                .add("tables", tables)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
    }

    private JsonObjectBuilder rows(Connection connection, DatabaseKind kind, TableShape table, OutputStream zip)
            throws SQLException, IOException {
        List<String> names = new ArrayList<>(table.columns().keySet());
        List<Integer> types = new ArrayList<>(table.columns().values());
        DigestOutputStream out = new DigestOutputStream(zip, sha256());
        JsonArrayBuilder head = json.createArrayBuilder();
        names.forEach(name -> head.add(name.toLowerCase(Locale.ROOT)));
        line(out, head);
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            // else the driver of MySQL reads all rows before it gives the first
            statement.setFetchSize(kind == DatabaseKind.MYSQL ? Integer.MIN_VALUE : AT_A_TIME);
            try (ResultSet row =
                    statement.executeQuery("SELECT " + kind.quoted(names) + " FROM " + kind.quoted(table.name()))) {
                while (row.next()) {
                    JsonArrayBuilder values = json.createArrayBuilder();
                    for (int column = 0; column < types.size(); column++) {
                        values.add(StoredValue.read(row, column + 1, types.get(column), json));
                    }
                    line(out, values);
                    rows++;
                }
            }
        }
        return json.createObjectBuilder()
                .add("rows", rows)
                .add("sha256", HexFormat.of().formatHex(out.getMessageDigest().digest()));
    }

    private static void line(OutputStream out, JsonArrayBuilder values) throws IOException {
        out.write((values.build() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Rows for whatever tables a schema has just now: one at a time in each, with a value in every column that can have one. The databases
 * describe themselves slowly, so a table is asked about anew only when it has other columns than before.
 */
final class SampleRows {

    private static final String OF_FLYWAY = "flyway_schema_history";

    private final DataSource dataSource;
    private final DatabaseKind kind;

    /** In the order in which they came, so that each stands behind those that it refers to. */
    private final Map<String, Table> tables = new LinkedHashMap<>();

    /** Of the rows that come next; 1 is what migrations themselves use. Fits the smallest of types. */
    private int number = 1;

    SampleRows(DataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        this.kind = DatabaseKind.of(dataSource);
    }

    private record Column(int type, int size, boolean counted) {}

    /** @param parents what to write into a column that refers to another table: the newest row of that */
    private record Table(Map<String, Column> columns, Map<String, String> parents, Set<String> unique) {}

    /** The rows of each table, each as its values by column; names in lower case. */
    record Content(Map<String, List<Map<String, String>>> rows) {

        Set<String> tables() {
            return rows.keySet();
        }
    }

    /** Looks at what the last step has made of the tables. */
    void look() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Map<String, Map<String, Column>> found = columns(connection);
            List<String> others = new ArrayList<>();
            for (Map.Entry<String, Map<String, Column>> table : found.entrySet()) {
                Table known = tables.get(table.getKey());
                if (known == null || !known.columns().equals(table.getValue())) {
                    others.add(table.getKey());
                }
            }
            tables.keySet().retainAll(found.keySet());
            while (!others.isEmpty()) {
                String next = others.stream()
                        .filter(table -> hasParents(connection, table))
                        .findFirst()
                        .orElseThrow();
                tables.put(next, new Table(found.get(next), parents(connection, next), unique(connection, next)));
                others.remove(next);
            }
        }
    }

    private Map<String, Map<String, Column>> columns(Connection connection) throws SQLException {
        Map<String, Map<String, Column>> found = new LinkedHashMap<>();
        try (ResultSet row =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
            while (row.next()) {
                String table = row.getString("TABLE_NAME");
                if (!table.equals(OF_FLYWAY) && !"YES".equals(row.getString("IS_GENERATEDCOLUMN"))) {
                    found.computeIfAbsent(table, name -> new LinkedHashMap<>())
                            .put(
                                    row.getString("COLUMN_NAME"),
                                    new Column(
                                            row.getInt("DATA_TYPE"),
                                            row.getInt("COLUMN_SIZE"),
                                            "YES".equals(row.getString("IS_AUTOINCREMENT"))));
                }
            }
        }
        return found;
    }

    private boolean hasParents(Connection connection, String table) {
        try (ResultSet keys = keys(connection, table)) {
            while (keys.next()) {
                String parent = keys.getString("PKTABLE_NAME");
                if (!parent.equals(table) && !tables.containsKey(parent)) {
                    return false;
                }
            }
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> parents(Connection connection, String table) throws SQLException {
        Map<String, String> parents = new HashMap<>();
        try (ResultSet keys = keys(connection, table)) {
            while (keys.next()) {
                parents.put(
                        keys.getString("FKCOLUMN_NAME"),
                        "(SELECT MAX(" + kind.quoted(keys.getString("PKCOLUMN_NAME")) + ") FROM "
                                + kind.quoted(keys.getString("PKTABLE_NAME")) + ")");
            }
        }
        return parents;
    }

    private static ResultSet keys(Connection connection, String table) throws SQLException {
        return connection.getMetaData().getImportedKeys(connection.getCatalog(), connection.getSchema(), table);
    }

    private static Set<String> unique(Connection connection, String table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (ResultSet indexes = connection
                .getMetaData()
                .getIndexInfo(connection.getCatalog(), connection.getSchema(), table, true, false)) {
            while (indexes.next()) {
                columns.add(indexes.getString("COLUMN_NAME"));
            }
        }
        return columns;
    }

    /** Puts one more row into each table. */
    void insert() throws SQLException {
        number++;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, Table> table : tables.entrySet()) {
                insert(connection, table.getKey(), table.getValue());
            }
            connection.commit();
        }
    }

    private void insert(Connection connection, String name, Table table) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> places = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        table.columns().forEach((column, its) -> {
            // of two values there is no third one
            boolean left =
                    its.counted() || isBoolean(its.type()) && table.unique().contains(column);
            if (!left) {
                names.add(column);
                places.add(table.parents().getOrDefault(column, "?"));
            }
            if (!left && !table.parents().containsKey(column)) {
                values.add(value(column, its, table.unique().contains(column)));
            }
        });
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + kind.quoted(name) + " ("
                + kind.quoted(names) + ") VALUES (" + String.join(", ", places) + ")")) {
            for (int place = 0; place < values.size(); place++) {
                insert.setObject(place + 1, values.get(place));
            }
            insert.executeUpdate();
        }
    }

    private static boolean isBoolean(int type) {
        return type == Types.BIT || type == Types.BOOLEAN;
    }

    private Object value(String name, Column column, boolean unique) {
        return switch (column.type()) {
            case Types.BIT, Types.BOOLEAN -> false;
            // a 1 is a state of everything that has states
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> unique ? number : 1;
            case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC -> 0.5;
            case Types.TIMESTAMP ->
                Timestamp.valueOf("2026-01-01 00:00:00.125").toLocalDateTime().plusSeconds(number);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> {
                byte[] bytes = new byte[Math.min(column.size(), 16)];
                Arrays.fill(bytes, (byte) number);
                yield bytes;
            }
            default -> {
                String text = number + " " + name;
                yield text.substring(0, Math.min(column.size(), text.length()));
            }
        };
    }

    Content content() throws SQLException {
        Map<String, List<Map<String, String>>> content = new TreeMap<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, Table> table : tables.entrySet()) {
                List<Map<String, String>> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("SELECT "
                        + kind.quoted(table.getValue().columns().keySet()) + " FROM " + kind.quoted(table.getKey()))) {
                    while (row.next()) {
                        rows.add(read(row, table.getValue()));
                    }
                }
                content.put(table.getKey().toLowerCase(Locale.ROOT), rows);
            }
        }
        return new Content(content);
    }

    private static Map<String, String> read(ResultSet row, Table table) throws SQLException {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, Column> column : table.columns().entrySet()) {
            byte[] bytes = column.getValue().type() == Types.BINARY ? row.getBytes(column.getKey()) : null;
            values.put(
                    column.getKey().toLowerCase(Locale.ROOT),
                    bytes == null
                            ? row.getString(column.getKey())
                            : HexFormat.of().formatHex(bytes));
        }
        return values;
    }

    /** Whether every row that was there is there still, with what it held then. */
    void requireKept(Content before, String after) throws SQLException {
        Content now = content();
        before.rows().forEach((table, rows) -> {
            Set<String> columns = rows.isEmpty() ? Set.of() : rows.get(0).keySet();
            Set<Map<String, String>> kept = new HashSet<>();
            now.rows().getOrDefault(table, List.of()).forEach(row -> kept.add(only(columns, row)));
            Set<Map<String, String>> lost = new HashSet<>(rows);
            lost.removeAll(kept);
            assertThat(lost)
                    .as("rows of %s that %s lost or changed", table, after)
                    .isEmpty();
        });
    }

    private static Map<String, String> only(Set<String> columns, Map<String, String> row) {
        Map<String, String> some = new HashMap<>(row);
        some.keySet().retainAll(columns);
        return some;
    }
}

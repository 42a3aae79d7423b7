package org.reelmill.app;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A table as the database describes it, without what it computes itself.
 *
 * @param name as the database writes it
 * @param columns types ({@link java.sql.Types}) by name, as the database writes them
 * @param counted the column whose values the database counts; empty when there is none
 * @param needs tables that must be filled before, in lower case
 */
record TableShape(String name, Map<String, Integer> columns, String counted, Set<String> needs) {

    /** What is of the moment, or of this installation: those who run, what they run, and what pages are told. */
    private static final Set<String> OF_THE_MOMENT = Set.of(
            "flyway_schema_history",
            "job_instance",
            "job_execution",
            "step_execution",
            "partition_execution",
            "execution_film",
            "node",
            "node_log",
            "event",
            "event_order");

    /** The key under which databases that write names differently know it. */
    String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** All tables whose rows are kept, each behind those that it needs. */
    static List<TableShape> all(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        Map<String, TableShape> open = new TreeMap<>();
        try (ResultSet rows = data.getTables(
                connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (!OF_THE_MOMENT.contains(name.toLowerCase(Locale.ROOT))) {
                    TableShape table = read(connection, name);
                    open.put(table.key(), table);
                }
            }
        }
        List<TableShape> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            TableShape next = open.values().stream()
                    .filter(table -> table.needs().stream().noneMatch(open::containsKey))
                    .min(Comparator.comparing(TableShape::key))
                    .orElseThrow(() -> new SQLException("These tables need each other: " + open.keySet()));
            ordered.add(next);
            open.remove(next.key());
        }
        return ordered;
    }

    private static TableShape read(Connection connection, String table) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        Map<String, Integer> columns = new LinkedHashMap<>();
        String counted = "";
        try (ResultSet rows = data.getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (rows.next()) {
                // the pattern of another table may match
                if (table.equals(rows.getString("TABLE_NAME")) && !"YES".equals(rows.getString("IS_GENERATEDCOLUMN"))) {
                    columns.put(rows.getString("COLUMN_NAME"), rows.getInt("DATA_TYPE"));
                    if ("YES".equals(rows.getString("IS_AUTOINCREMENT"))) {
                        counted = rows.getString("COLUMN_NAME");
                    }
                }
            }
        }
        Set<String> needs = new TreeSet<>();
        try (ResultSet rows = data.getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (rows.next()) {
                needs.add(rows.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        needs.remove(table.toLowerCase(Locale.ROOT));
        return new TableShape(table, columns, counted, needs);
    }
}

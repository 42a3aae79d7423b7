package org.reelmill.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What any SQL client can do with the database: each call is a connection and a transaction of its own. */
public final class Sql {

    private final DataSource dataSource;

    public Sql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return how many rows changed */
    public int update(String statement, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement prepared = prepare(connection, statement, values)) {
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** Each row as the list of its columns. */
    public List<List<Object>> rows(String query, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement prepared = prepare(connection, query, values);
                ResultSet result = prepared.executeQuery()) {
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The first column of every row, as text. */
    public List<String> texts(String query, Object... values) {
        return rows(query, values).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    /** The first column of every row, as a number. */
    public List<Long> numbers(String query, Object... values) {
        return rows(query, values).stream()
                .map(row -> ((Number) row.get(0)).longValue())
                .toList();
    }

    /** The number in the one row that there is. */
    public long number(String query, Object... values) {
        List<Long> numbers = numbers(query, values);
        if (numbers.size() != 1) {
            throw new IllegalStateException(numbers.size() + " rows: " + query);
        }
        return numbers.get(0);
    }

    private static PreparedStatement prepare(Connection connection, String statement, Object... values)
            throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement);
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i]);
        }
        return prepared;
    }
}

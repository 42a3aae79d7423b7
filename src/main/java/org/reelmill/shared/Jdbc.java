package org.reelmill.shared;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Statements with many rows or many values: to bind values costs EclipseLink time that grows with the square of their number. For the
 * connection of an entity manager, whose transaction they are in. Failures are {@link PersistenceException}s.
 */
public final class Jdbc {

    /** Characters of the longest statement that the driver of MySQL remembers, as our data source has told it to. */
    public static final int REMEMBERED = 8192;

    private final Connection connection;

    public Jdbc(Connection connection) {
        this.connection = connection;
    }

    /** Reads a row. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Takes a row. */
    @FunctionalInterface
    public interface Taking {
        void take(ResultSet row) throws SQLException;
    }

    private interface Work<T> {
        T with(PreparedStatement prepared) throws SQLException;
    }

    /**
     * Values of {@code IN (…)}, in parts. Each is filled up to a power of two with its last one, so that there are few different
     * statements, which drivers remember.
     *
     * @param most of one part; a power of two
     */
    public static <T> List<List<T>> parts(List<T> values, int most) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < values.size(); from += most) {
            List<T> part = new ArrayList<>(values.subList(from, Math.min(values.size(), from + most)));
            int full = Integer.highestOneBit(2 * part.size() - 1);
            part.addAll(Collections.nCopies(full - part.size(), part.get(part.size() - 1)));
            parts.add(part);
        }
        return parts;
    }

    /** As many question marks. */
    public static String marks(int number) {
        return String.join(",", Collections.nCopies(number, "?"));
    }

    /** @param values of the question marks, in their order */
    public int execute(String statement, Object... values) {
        return prepare(statement, prepared -> {
            set(prepared, values);
            return prepared.executeUpdate();
        });
    }

    /**
     * Many rows in one statement: a batch of MySQL's driver is a way to the database for each. A power of two in each, as in {@link
     * #parts}: to take a long statement apart costs the driver as much as all else.
     *
     * @param begin up to {@code VALUES}
     * @param marks of one row, in parentheses
     */
    public void insert(String begin, String marks, List<Object[]> rows) {
        int most = Integer.highestOneBit((REMEMBERED - begin.length()) / (marks.length() + 1));
        for (int from = 0; from < rows.size(); ) {
            int some = Math.min(most, Integer.highestOneBit(rows.size() - from));
            execute(
                    begin + String.join(",", Collections.nCopies(some, marks)),
                    rows.subList(from, from + some).stream()
                            .flatMap(Arrays::stream)
                            .toArray());
            from += some;
        }
    }

    /**
     * One statement for each of some rows of values, which go to the database together.
     *
     * @return how many rows of the table each of them has changed
     */
    public int[] batch(String statement, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return new int[0];
        }
        return prepare(statement, prepared -> {
            for (Object[] values : rows) {
                set(prepared, values);
                prepared.addBatch();
            }
            return prepared.executeBatch();
        });
    }

    /** All rows of a query. */
    public <T> List<T> rows(String query, Reading<T> reading, Object... values) {
        List<T> found = new ArrayList<>();
        each(query, row -> found.add(reading.of(row)), values);
        return found;
    }

    /** Each row of a query, as soon as it is read. */
    public void each(String query, Taking taking, Object... values) {
        prepare(query, prepared -> {
            set(prepared, values);
            try (ResultSet row = prepared.executeQuery()) {
                while (row.next()) {
                    taking.take(row);
                }
            }
            return true;
        });
    }

    /** The first column of all rows of a query. */
    public List<Long> numbers(String query, Object... values) {
        return rows(query, row -> row.getLong(1), values);
    }

    private <T> T prepare(String statement, Work<T> work) {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            return work.with(prepared);
        } catch (SQLException e) {
            throw new PersistenceException("The database could not do what it was asked", e);
        }
    }

    private static void set(PreparedStatement prepared, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i]);
        }
    }
}

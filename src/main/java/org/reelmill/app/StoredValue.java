package org.reelmill.app;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * A value of a column as JSON that no database has a say in: numbers, texts, {@code true} and {@code false}, times in UTC by ISO 8601, bytes in
 * Base64. Which of them it is, the column says.
 */
final class StoredValue {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private StoredValue() {}

    static JsonValue read(ResultSet row, int column, int type, JsonProvider json) throws SQLException {
        JsonValue value =
                switch (type) {
                    case Types.BOOLEAN, Types.BIT -> row.getBoolean(column) ? JsonValue.TRUE : JsonValue.FALSE;
                    case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
                        json.createValue(row.getLong(column));
                    case Types.DECIMAL, Types.NUMERIC -> number(row.getBigDecimal(column), json);
                    case Types.REAL, Types.FLOAT, Types.DOUBLE -> json.createValue(row.getDouble(column));
                    case Types.TIMESTAMP -> text(row.getObject(column, LocalDateTime.class), json);
                    case Types.DATE -> text(row.getObject(column, LocalDate.class), json);
                    case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                        bytes(row.getBytes(column), json);
                    case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> text(row.getString(column), json);
                    default -> throw new SQLException("Columns of type " + type + " cannot be kept");
                };
        return row.wasNull() ? JsonValue.NULL : value;
    }

    static void write(JsonValue value, PreparedStatement statement, int column, int type) throws SQLException {
        if (value == JsonValue.NULL) {
            statement.setNull(column, type);
            return;
        }
        switch (type) {
            case Types.BOOLEAN, Types.BIT -> statement.setBoolean(column, isTrue(value));
            // as text: the driver of MySQL loses what is below a second when it writes several rows at a time
            case Types.TIMESTAMP -> statement.setString(column, TIME.format(LocalDateTime.parse(string(value))));
            case Types.DATE -> statement.setObject(column, LocalDate.parse(string(value)));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                statement.setBytes(column, Base64.getDecoder().decode(string(value)));
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> statement.setString(column, string(value));
            case Types.REAL, Types.FLOAT, Types.DOUBLE ->
                statement.setDouble(column, ((JsonNumber) value).doubleValue());
            default ->
                statement.setBigDecimal(
                        column, value instanceof JsonNumber number ? number.bigDecimalValue() : flag(value));
        }
    }

    private static boolean isTrue(JsonValue value) {
        return value instanceof JsonNumber number ? number.intValue() != 0 : value == JsonValue.TRUE;
    }

    private static BigDecimal flag(JsonValue value) {
        return value == JsonValue.TRUE ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    private static JsonValue number(BigDecimal number, JsonProvider json) {
        return number == null ? JsonValue.NULL : json.createValue(number);
    }

    private static JsonValue text(Object text, JsonProvider json) {
        return text == null ? JsonValue.NULL : json.createValue(text.toString());
    }

    private static JsonValue bytes(byte[] bytes, JsonProvider json) {
        return bytes == null
                ? JsonValue.NULL
                : json.createValue(Base64.getEncoder().encodeToString(bytes));
    }

    private static String string(JsonValue value) {
        return ((JsonString) value).getString();
    }
}

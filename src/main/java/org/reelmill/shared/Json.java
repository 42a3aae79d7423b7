package org.reelmill.shared;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** Values as JSON text, for columns and files. JSON-B instances are safe for many threads. */
public final class Json {

    private static final Jsonb JSONB = JsonbBuilder.create();

    private Json() {}

    public static String write(Object value) {
        return JSONB.toJson(value);
    }

    /** @throws jakarta.json.bind.JsonbException the text is not JSON of that type */
    public static <T> T read(String json, Class<T> type) {
        return JSONB.fromJson(json, type);
    }
}

package org.reelmill.media.jave;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.reelmill.media.Rational;

/** Reads ffprobe's JSON, which writes numbers sometimes as numbers, sometimes as texts, and leaves out what is unknown. */
final class JsonFields {

    private static final String UNKNOWN_TIME = "N/A";

    private JsonFields() {}

    /** Empty when it is missing. */
    static String text(JsonObject object, String name) {
        JsonValue value = object.get(name);
        if (value == null || value == JsonValue.NULL) {
            return "";
        }
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    static int integer(JsonObject object, String name) {
        return (int) Math.round(decimal(object, name).orElse(0.0));
    }

    static Optional<Double> decimal(JsonObject object, String name) {
        String text = text(object, name);
        if (text.isEmpty() || text.equals(UNKNOWN_TIME)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A positive ratio, written {@code 25/1} or {@code 64:45}; {@code 0/0} and the like are unknown. */
    static Optional<Rational> ratio(JsonObject object, String name) {
        String[] parts = text(object, name).split("[/:]");
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            long num = Long.parseLong(parts[0]);
            long den = Long.parseLong(parts[1]);
            return num > 0 && den > 0 ? Optional.of(Rational.of(num, den)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static JsonObject object(JsonObject object, String name) {
        return object.containsKey(name) ? object.getJsonObject(name) : JsonValue.EMPTY_JSON_OBJECT;
    }

    static List<JsonObject> objects(JsonObject object, String name) {
        return object.containsKey(name) ? object.getJsonArray(name).getValuesAs(JsonObject.class) : List.of();
    }

    /** A tag by its name in any case, as containers write it differently. */
    static String tag(JsonObject object, String name) {
        JsonObject tags = object(object, "tags");
        return tags.keySet().stream()
                .filter(key -> key.equalsIgnoreCase(name))
                .findFirst()
                .map(key -> text(tags, key))
                .orElse("");
    }

    static boolean disposition(JsonObject stream, String name) {
        return integer(object(stream, "disposition"), name) != 0;
    }
}

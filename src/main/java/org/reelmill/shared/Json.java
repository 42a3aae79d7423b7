package org.reelmill.shared;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringReader;
import java.io.Writer;
import java.util.Map;

/**
 * JSON text and what it says. The factories are safe for many threads; the static methods of {@link jakarta.json.Json} look
 * for their provider in all archives at each call, which was a fifth of the time of a claim.
 */
public final class Json {

    private static final Jsonb JSONB = JsonbBuilder.create();
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());
    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());
    private static final JsonGeneratorFactory GENERATORS = PROVIDER.createGeneratorFactory(Map.of());

    private Json() {}

    public static String write(Object value) {
        return JSONB.toJson(value);
    }

    /** @throws jakarta.json.bind.JsonbException the text is not JSON of that type */
    public static <T> T read(String json, Class<T> type) {
        return JSONB.fromJson(json, type);
    }

    public static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    /** With the members of another one. */
    public static JsonObjectBuilder object(JsonObject other) {
        return BUILDERS.createObjectBuilder(other);
    }

    public static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }

    public static JsonString string(String text) {
        return PROVIDER.createValue(text);
    }

    /** For what is too long to be an object first. */
    public static JsonGenerator generator(Writer out) {
        return GENERATORS.createGenerator(out);
    }

    /** @throws jakarta.json.JsonException the text is no JSON object */
    public static JsonObject readObject(String json) {
        try (var reader = READERS.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}

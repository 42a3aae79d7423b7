package org.reelmill.shared;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The JSON object that somebody sent, read strictly: what is not known, of another type or there twice is refused by its
 * name, because a misspelt member that is ignored does something else than was asked for. {@code null} counts as absent.
 */
public final class JsonInput {

    /** In bytes; what people write by hand or by program for one object is far smaller. */
    private static final int MOST = 1 << 16;

    private final JsonObject object;

    private JsonInput(JsonObject object) {
        this.object = object;
    }

    /**
     * @param known the members that may be there
     * @throws InvalidInputException the body is no JSON object, or holds a member that is not known
     */
    public static JsonInput read(InputStream body, Set<String> known) {
        JsonObject object = parse(body);
        object.keySet().stream()
                .filter(field -> !known.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw new InvalidInputException(
                            field, "is not known here; there are " + String.join(", ", sorted(known)));
                });
        return new JsonInput(object);
    }

    public Optional<String> text(String field) {
        return value(field).map(value -> asText(field, value));
    }

    public Optional<Integer> number(String field) {
        return value(field).map(value -> asNumber(field, value));
    }

    public Optional<Boolean> flag(String field) {
        return value(field).map(value -> switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw new InvalidInputException(field, "must be true or false");
        });
    }

    public Optional<List<String>> texts(String field) {
        return value(field).map(value -> {
            if (!(value instanceof JsonArray array)) {
                throw new InvalidInputException(field, "must be a list of texts");
            }
            List<String> texts = new ArrayList<>();
            array.forEach(element -> texts.add(asText(field, element)));
            return texts;
        });
    }

    /** An object of texts, numbers and flags, all in the form of texts. */
    public Optional<Map<String, String>> map(String field) {
        return value(field).map(value -> {
            if (!(value instanceof JsonObject members)) {
                throw new InvalidInputException(field, "must be an object");
            }
            Map<String, String> map = new LinkedHashMap<>();
            JsonInput inner = new JsonInput(members);
            members.keySet().forEach(name -> inner.scalar(name).ifPresent(text -> map.put(name, text)));
            return map;
        });
    }

    public Optional<List<Integer>> numbers(String field) {
        return value(field).map(value -> {
            if (!(value instanceof JsonArray array)) {
                throw new InvalidInputException(field, "must be a list of whole numbers");
            }
            return array.stream().map(element -> asNumber(field, element)).toList();
        });
    }

    /** A text that is the name of one of the constants. */
    public <E extends Enum<E>> Optional<E> choice(String field, Class<E> type) {
        return text(field).map(text -> EnumSet.allOf(type).stream()
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(field, "must be one of " + EnumSet.allOf(type))));
    }

    public Optional<List<UUID>> uuids(String field) {
        return texts(field).map(texts -> {
            try {
                return texts.stream().map(UUID::fromString).toList();
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(field, "must hold UUIDs");
            }
        });
    }

    /** A text in the form of ISO 8601, in UTC. */
    public Optional<Instant> time(String field) {
        return text(field).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new InvalidInputException(field, "must be a time such as 2026-12-31T23:59:59Z");
            }
        });
    }

    /** A text, or a number, true or false in the form of a text. */
    public Optional<String> scalar(String field) {
        return value(field).map(value -> switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString();
            case NUMBER, TRUE, FALSE -> value.toString();
            default -> throw new InvalidInputException(field, "must be a text, a number, true or false");
        });
    }

    /** @throws InvalidInputException when it is absent */
    public static <T> T required(String field, Function<String, Optional<T>> reader) {
        return reader.apply(field)
                .orElseThrow(() -> new InvalidInputException(field, Sentence.of("shared.refusal.needed")));
    }

    private Optional<JsonValue> value(String field) {
        return Optional.ofNullable(object.get(field)).filter(value -> value != JsonValue.NULL);
    }

    private static String asText(String field, JsonValue value) {
        if (value instanceof JsonString text) {
            String characters = text.getString();
            // half of a pair, which no file name and no database could hold
            if (characters.codePoints().anyMatch(it -> Character.getType(it) == Character.SURROGATE)) {
                throw new InvalidInputException(field, "holds a character that there is not");
            }
            return characters;
        }
        throw new InvalidInputException(field, "must be a text");
    }

    private static int asNumber(String field, JsonValue value) {
        try {
            if (value instanceof JsonNumber number) {
                return number.bigDecimalValue().intValueExact();
            }
        } catch (ArithmeticException e) {
            // falls through to the refusal
        }
        throw new InvalidInputException(field, "must be a whole number");
    }

    private static JsonObject parse(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new InvalidInputException("body", "is longer than " + MOST + " bytes");
            }
            check(bytes);
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
                return reader.readObject();
            }
        } catch (InvalidInputException e) {
            throw e;
        } catch (RuntimeException e) {
            // the parser refuses what is nested too deep by an exception of no kind of its own
            throw new InvalidInputException("body", "is not the JSON object that is expected here");
        } catch (IOException e) {
            throw new UncheckedIOException("The body could not be read", e);
        }
    }

    /** A reader of objects stops at the end of the object, and does not say which member is there twice. */
    private static void check(byte[] bytes) {
        Deque<Set<String>> members = new ArrayDeque<>();
        try (JsonParser parser = Json.createParser(new ByteArrayInputStream(bytes))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT -> members.push(new HashSet<>());
                    case END_OBJECT -> members.pop();
                    case KEY_NAME -> {
                        if (!members.element().add(parser.getString())) {
                            throw new InvalidInputException(parser.getString(), "is there twice");
                        }
                    }
                    default -> {
                        // a value
                    }
                }
            }
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}

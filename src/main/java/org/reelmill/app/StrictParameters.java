package org.reelmill.app;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.reelmill.shared.InvalidInputException;

/** Reads parameters of paths and queries; one that is wrong is answered with 400 and its name, where JAX-RS says 404. */
@Provider
public class StrictParameters implements ParamConverterProvider {

    private static final Map<Class<?>, Reader> READERS = Map.of(
            int.class, new Reader(Integer::valueOf, "must be a whole number"),
            Integer.class, new Reader(Integer::valueOf, "must be a whole number"),
            long.class, new Reader(Long::valueOf, "must be a whole number"),
            Long.class, new Reader(Long::valueOf, "must be a whole number"),
            boolean.class, new Reader(StrictParameters::flag, "must be true or false"),
            UUID.class, new Reader(StrictParameters::uuid, "is not a UUID"));

    private record Reader(Function<String, ?> form, String expected) {}

    @Override
    @SuppressWarnings("unchecked")
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Reader reader = type.isEnum() ? enumReader(type) : READERS.get(type);
        if (reader == null) {
            return null;
        }
        String field = nameIn(annotations);
        return new ParamConverter<>() {
            @Override
            public T fromString(String text) {
                return text == null ? null : (T) read(reader, field, text);
            }

            @Override
            public String toString(T value) {
                return String.valueOf(value);
            }
        };
    }

    private static Object read(Reader reader, String field, String text) {
        try {
            return reader.form().apply(text);
        } catch (IllegalArgumentException e) {
            // as an answer: an exception of ours would be wrapped as 404
            throw new BadRequestException(
                    Problems.answer(new InvalidInputException(field, reader.expected()), Locale.ENGLISH), e);
        }
    }

    private static Reader enumReader(Class<?> type) {
        Object[] all = type.getEnumConstants();
        return new Reader(
                text -> Arrays.stream(all)
                        .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new),
                "must be one of " + Arrays.toString(all));
    }

    /** {@link UUID#fromString} alone takes shorter texts as well. */
    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
        }
        return uuid;
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String nameIn(Annotation... annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                return query.value();
            }
            if (annotation instanceof PathParam path) {
                return path.value();
            }
        }
        return "parameter";
    }
}

package org.reelmill.operator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An object that a batch artifact had stored, such as a checkpoint, as text for people. Only values of the platform and our
 * own classes are read back; of anything else the name is told.
 */
final class StoredObject {

    private static final int MOST_CHARACTERS = 2_000;

    private static final ObjectInputFilter FILTER = ObjectInputFilter.Config.createFilter(
            "maxbytes=65536;maxdepth=12;maxrefs=4096;maxarray=4096;java.lang.*;java.time.*;java.math.*;java.util.*;"
                    + "org.reelmill.**;!*");

    private StoredObject() {}

    /** Empty when nothing was stored. */
    static Optional<String> text(byte[] stored) {
        if (stored == null || stored.length == 0) {
            return Optional.empty();
        }
        Reader reader = null;
        try (InputStream bytes = new ByteArrayInputStream(stored);
                Reader opened = new Reader(bytes)) {
            reader = opened;
            return Optional.of(cut(describe(opened.readObject())));
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            String type = reader == null ? null : reader.first;
            return Optional.of((type == null ? "" : type + ", ") + stored.length + " bytes");
        }
    }

    private static String describe(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.deepToString(array);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + " = " + entry.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        return String.valueOf(value);
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    /** Finds our classes wherever the server keeps them, and remembers what it met first. */
    private static final class Reader extends ObjectInputStream {

        private String first;

        Reader(InputStream bytes) throws IOException {
            super(bytes);
            setObjectInputFilter(FILTER);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
            if (first == null) {
                first = type.getName();
            }
            if (type.getName().startsWith("org.reelmill.")) {
                return Class.forName(type.getName(), false, StoredObject.class.getClassLoader());
            }
            return super.resolveClass(type);
        }
    }
}

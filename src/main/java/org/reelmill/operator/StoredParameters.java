package org.reelmill.operator;

import java.util.Map;
import java.util.TreeMap;

/** Job parameters in the form in which the batch runtime stores them: a line each, {@code name = value}. */
final class StoredParameters {

    private static final String IS = " = ";

    private StoredParameters() {}

    /** By name, in the order of names. */
    static Map<String, String> read(String stored) {
        Map<String, String> parameters = new TreeMap<>();
        if (stored != null) {
            stored.lines().forEach(line -> {
                int is = line.indexOf(IS);
                if (is > 0) {
                    parameters.put(line.substring(0, is), line.substring(is + IS.length()));
                }
            });
        }
        return parameters;
    }

    /** In characters. */
    static int length(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .mapToInt(parameter -> parameter.getKey().length()
                        + IS.length()
                        + parameter.getValue().length()
                        + 2)
                .sum();
    }
}

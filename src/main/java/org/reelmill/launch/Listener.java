package org.reelmill.launch;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the server listens. The application reads the same names, see its configuration, and tells all that is wrong with it.
 *
 * @param address {@code REELMILL_HTTP_ADDRESS}, else 127.0.0.1; 0.0.0.0 is all
 * @param port {@code REELMILL_HTTP_PORT}, else 8080
 */
record Listener(String address, int port) {

    /** Of Payara: which address its one listener is bound to. */
    static final String PROPERTY =
            "configs.config.server-config.network-config.network-listeners.network-listener" + ".http-listener.address";

    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if the port is none */
    static Listener from(Map<String, String> environment, Properties system) {
        String address = value("HTTP_ADDRESS", environment, system).orElse("127.0.0.1");
        String port = value("HTTP_PORT", environment, system).orElse("8080");
        try {
            int number = Integer.parseInt(port);
            if (number >= 1 && number <= MAX_PORT) {
                return new Listener(address, number);
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a number out of range
        }
        throw new IllegalArgumentException(
                "REELMILL_HTTP_PORT is " + port + ", but must be a whole number from 1 to " + MAX_PORT);
    }

    private static Optional<String> value(String name, Map<String, String> environment, Properties system) {
        String property = ("reelmill." + name).toLowerCase(Locale.ROOT).replace('_', '.');
        return Optional.ofNullable(system.getProperty(property))
                .or(() -> Optional.ofNullable(environment.get("REELMILL_" + name)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}

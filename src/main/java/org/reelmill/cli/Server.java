package org.reelmill.cli;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A server that the client knows (S2.13).
 *
 * @param types what it converts; empty: everything
 * @param token what it knows the client by; never shown
 */
record Server(URI address, Set<MediaType> types, Optional<String> token) {

    boolean takes(MediaType type) {
        return types.isEmpty() || types.contains(type);
    }

    /** For people and for the local database. */
    String name() {
        return address.toString();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return name();
    }
}

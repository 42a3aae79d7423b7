package org.reelmill.account;

import java.util.Optional;
import java.util.Set;

/**
 * Where a request comes from.
 *
 * @param address of the other end of the connection, as the server sees it
 * @param host the host that the request names, without the port
 * @param forwarded whether any header says that somebody passed it on
 */
public record Origin(String address, String host, boolean forwarded) {

    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1");

    /** The headers with which proxies say for whom they speak (RFC 7239, RFC 9110 §7.6.3, and habit). */
    public static final Set<String> FORWARDING_HEADERS = Set.of(
            "Forwarded",
            "Via",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Real-IP",
            "X-Client-IP",
            "True-Client-IP",
            "CF-Connecting-IP");

    /**
     * Whether somebody on this very machine asks. A request that was passed on is not local, whatever it claims: a proxy
     * on this machine makes the whole world look local. Nor is one that names another host: a page from elsewhere may
     * have pointed its own name at this address (DNS rebinding).
     */
    public boolean local() {
        return !forwarded
                && RemoteAddress.loopback(address)
                && Optional.ofNullable(host).filter(LOCAL_HOSTS::contains).isPresent();
    }
}

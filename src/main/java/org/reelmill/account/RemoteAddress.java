package org.reelmill.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What the text of a connection's other end tells. Never looks a name up. */
final class RemoteAddress {

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+(%\\S+)?");
    private static final int IPV6_NETWORK_BYTES = 8;

    private RemoteAddress() {}

    /** 127.0.0.0/8 or ::1. */
    static boolean loopback(String address) {
        return literal(address) && parse(address).isLoopbackAddress();
    }

    /** Whom to count: an IPv4 address, or the first half of an IPv6 address, as one customer gets a /64 (RFC 6177). */
    static String network(String address) {
        if (literal(address) && parse(address) instanceof Inet6Address six) {
            return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), IPV6_NETWORK_BYTES));
        }
        return address;
    }

    private static boolean literal(String address) {
        return address != null && LITERAL.matcher(address).matches();
    }

    private static InetAddress parse(String literal) {
        try {
            return InetAddress.getByName(literal.replaceFirst("%.*", ""));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address: " + literal, e);
        }
    }
}

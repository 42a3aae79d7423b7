package org.reelmill.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.reelmill.settings.Configuration;

/** What a node is called: host name and port. It stays the same when the server starts again. */
public final class NodeName {

    private NodeName() {}

    public static String of(Configuration configuration) {
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + configuration.httpPort();
        } catch (UnknownHostException e) {
            return "localhost:" + configuration.httpPort();
        }
    }
}

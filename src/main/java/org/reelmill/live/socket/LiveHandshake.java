package org.reelmill.live.socket;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Keeps from the request that opens a channel which session it came with. Who comes here is signed in: the container has
 * asked (web.xml).
 */
public class LiveHandshake extends ServerEndpointConfig.Configurator {

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        // by a number of the page's own: properties of the endpoint are shared by all who shake hands at the time
        String number = Browsers.parameter(request.getParameterMap(), Browsers.NUMBER);
        if (request.getHttpSession() instanceof HttpSession session && isFromOurPages(request.getHeaders())) {
            CDI.current().select(Browsers.class).get().expect(number, session);
        }
    }

    /** A browser says which site a channel is opened from; cookies alone would let another one listen. */
    private static boolean isFromOurPages(Map<String, List<String>> headers) {
        String origin = header(headers, "Origin");
        String host = header(headers, "Host");
        return origin == null || host != null && host.equals(authority(origin));
    }

    private static String authority(String origin) {
        try {
            return URI.create(origin).getAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String header(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse(null);
    }
}

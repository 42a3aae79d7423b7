package org.reelmill.live.socket;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.tinylog.Logger;

/**
 * A browser's channel: {@code /live?topics=jobs,nodes&number=…}. It only listens. Each message is a JSON object with the
 * member {@code topic}, and in {@code news} what there is to tell; the topic {@code beat} says that the channel lives.
 */
@ServerEndpoint(value = "/live", configurator = LiveHandshake.class)
public class LiveSocket {

    @Inject
    private Browsers browsers;

    @OnOpen
    public void open(Session session) {
        browsers.open(session);
    }

    @OnClose
    public void close(Session session) {
        browsers.close(session);
    }

    /** A browser went away in the middle; nobody's error. */
    @OnError
    public void fail(Session session, Throwable cause) {
        Logger.debug("A browser's channel broke: {}", cause.toString());
        browsers.close(session);
    }
}

package org.reelmill.live.socket;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import org.tinylog.Logger;

/** One open page. Messages are sent one after the other; a browser that does not keep up is let go, and comes again. */
final class Browser {

    private static final int MOST_WAITING = 100;
    private static final long SEND_MILLIS = 10_000;

    private final Session channel;
    private final HttpSession session;
    private final Set<String> topics;
    private final Instant opened;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean sending;

    Browser(Session channel, HttpSession session, Set<String> topics, Instant opened) {
        this.channel = channel;
        this.session = session;
        this.topics = topics;
        this.opened = opened;
        channel.getAsyncRemote().setSendTimeout(SEND_MILLIS);
    }

    HttpSession session() {
        return session;
    }

    Set<String> topics() {
        return topics;
    }

    Instant opened() {
        return opened;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void send(String message) {
        synchronized (waiting) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(message);
            } else {
                waiting.clear();
                close(CloseReason.CloseCodes.TRY_AGAIN_LATER, "too slow");
            }
        }
        sendNext();
    }

    private void sendNext() {
        String next;
        synchronized (waiting) {
            next = sending ? null : waiting.poll();
            sending |= next != null;
        }
        if (next != null && channel.isOpen()) {
            try {
                channel.getAsyncRemote().sendText(next, result -> {
                    synchronized (waiting) {
                        sending = false;
                    }
                    if (result.isOK()) {
                        sendNext();
                    }
                });
            } catch (IllegalStateException e) {
                // it went away in this moment; others are to be told all the same
                Logger.debug("A browser's channel was closed meanwhile: {}", e.toString());
            }
        }
    }

    void close(CloseReason.CloseCode code, String why) {
        try {
            channel.close(new CloseReason(code, why));
        } catch (IOException | IllegalStateException e) {
            Logger.debug("A browser's channel was closed already: {}", e.toString());
        }
    }
}
